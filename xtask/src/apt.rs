//! Debian's packages, where they can be installed without a password.

use crate::failure::Failure;
use crate::process;
use crate::terminal::print;

/// Installs packages. Does nothing where there is no `apt-get`, or where it
/// would ask for a password.
///
/// # Errors
/// `apt-get` failed; `otherwise` says what to do then.
pub fn install(packages: &[&str], how_long: &str, otherwise: &'static str) -> Result<(), Failure> {
    let Some(prefix) = prefix() else {
        return Ok(());
    };
    let names = packages.join(" ");
    print(format!(
        "Setup: installing {names} with apt-get ({how_long})."
    ));
    for words in [
        "apt-get update".to_owned(),
        format!("apt-get install -y {names}"),
    ] {
        let mut command = process::command(prefix[0]);
        command
            .args(&prefix[1..])
            .arg("DEBIAN_FRONTEND=noninteractive")
            .args(words.split(' '));
        process::run(
            &format!("installing {names} failed"),
            &mut command,
            otherwise,
        )?;
    }
    Ok(())
}

/// What to put before `apt-get`; `None` where it is not there or would ask.
fn prefix() -> Option<Vec<&'static str>> {
    process::on_path("apt-get")?;
    if process::output_of("id", &["-u"])? == "0" {
        return Some(vec!["env"]);
    }
    process::output_of("sudo", &["-n", "true"])?;
    Some(vec!["sudo", "-n", "env"])
}
