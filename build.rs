//! Has the compiler keep, in the page's wasm, what it knows of who needs what: by that
//! the build takes the parts out of it that are loaded later (`view::later`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rustc-link-arg-bin=fetch-playground=--emit-relocs");
    }
}
