//! Makes the linker keep the page's relocations. By them wasm-split decides, in the last step of
//! the build, what belongs to the part of the page that is loaded later (`view::later`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rustc-link-arg-bin=fetch-playground=--emit-relocs");
    }
}
