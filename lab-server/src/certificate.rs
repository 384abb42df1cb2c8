//! The self-signed certificate of the TLS port. A browser asks the user to accept it once;
//! it is stored, so that the browser does not ask again after each start.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use time::OffsetDateTime;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::failure::Failure;

/// The host names that a page on this machine uses.
const HOST_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
const VALIDITY: Duration = days(90);
/// A certificate of this age is replaced, well before it expires.
const RENEW_AFTER: Duration = days(60);

const fn days(count: u64) -> Duration {
    Duration::from_secs(count * 24 * 60 * 60)
}

/// The files of the certificate and its key.
pub struct CertificateFiles {
    folder: PathBuf,
}

impl CertificateFiles {
    /// The files in this folder, or in the user's cache.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let default_folder = || {
            let cache = dirs::cache_dir().unwrap_or_else(std::env::temp_dir);
            cache.join("fetch-playground").join("lab-server")
        };
        Self {
            folder: folder.unwrap_or_else(default_folder),
        }
    }

    /// The path of the certificate, for a client that should trust it.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join("certificate.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.join("key.pem")
    }

    /// The TLS configuration: HTTP/2 with this certificate, which is created or renewed if
    /// necessary.
    ///
    /// # Errors
    /// The files cannot be written or are invalid.
    pub fn server_config(&self) -> Result<ServerConfig, Failure> {
        if !self.is_fresh() {
            self.make()?;
        }
        let certificate = CertificateDer::from_pem_file(self.certificate());
        let key = PrivateKeyDer::from_pem_file(self.key());
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| self.unusable(&error))?
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.map_err(|error| self.unusable(&error))?],
                key.map_err(|error| self.unusable(&error))?,
            )
            .map_err(|error| self.unusable(&error))?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(config)
    }

    fn is_fresh(&self) -> bool {
        let age = |path: PathBuf| -> io::Result<Duration> {
            let made = fs::metadata(path)?.modified()?;
            // A time in the future counts as new.
            Ok(SystemTime::now().duration_since(made).unwrap_or_default())
        };
        let both = [self.certificate(), self.key()];
        both.into_iter()
            .all(|path| age(path).is_ok_and(|age| age < RENEW_AFTER))
    }

    fn make(&self) -> Result<(), Failure> {
        let (certificate, key) = self_signed().map_err(|error| self.unusable(&error))?;
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| write_private(&self.key(), &key))
            .and_then(|()| fs::write(self.certificate(), certificate));
        written.map_err(|error| Failure::CertificateFolder {
            folder: self.folder.clone(),
            error,
        })
    }

    fn unusable(&self, reason: &dyn std::error::Error) -> Failure {
        Failure::Certificate {
            folder: self.folder.clone(),
            reason: reason.to_string(),
        }
    }
}

/// A certificate and its key, in PEM.
fn self_signed() -> Result<(String, String), rcgen::Error> {
    let now = OffsetDateTime::now_utc();
    let mut params = CertificateParams::new(HOST_NAMES.map(String::from))?;
    params.not_before = now - days(1);
    params.not_after = now + VALIDITY;
    params.distinguished_name = DistinguishedName::new();
    let title = "Fetch Playground lab server";
    params.distinguished_name.push(DnType::CommonName, title);
    let key = KeyPair::generate()?;
    Ok((params.self_signed(&key)?.pem(), key.serialize_pem()))
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> (tempfile::TempDir, CertificateFiles) {
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::new(Some(folder.path().join("new")));
        (folder, files)
    }

    #[test]
    fn a_certificate_is_created_once_and_kept() {
        let (_folder, files) = files();
        let config = files.server_config().unwrap();
        assert_eq!(config.alpn_protocols, [b"h2".to_vec()]);
        let first = fs::read(files.certificate()).unwrap();
        files.server_config().unwrap();
        assert_eq!(fs::read(files.certificate()).unwrap(), first);
    }

    #[test]
    fn an_old_certificate_is_replaced() {
        let (_folder, files) = files();
        files.server_config().unwrap();
        let first = fs::read(files.certificate()).unwrap();
        let long_ago = SystemTime::now() - RENEW_AFTER;
        let file = fs::File::options().write(true).open(files.certificate());
        file.unwrap().set_modified(long_ago).unwrap();
        files.server_config().unwrap();
        assert_ne!(fs::read(files.certificate()).unwrap(), first);
    }

    #[test]
    fn an_invalid_certificate_is_an_error_with_advice() {
        let (_folder, files) = files();
        files.server_config().unwrap();
        fs::write(files.certificate(), "no certificate").unwrap();
        let failure = files.server_config().unwrap_err().to_string();
        assert!(failure.contains("delete the files in"), "{failure}");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, files) = files();
        files.server_config().unwrap();
        let mode = fs::metadata(files.key()).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}
