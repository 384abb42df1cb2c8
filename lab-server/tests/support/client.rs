//! Clients: HTTP/1.1, a connection for each request, and HTTP/2 over TLS, one
//! connection for all.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper::{HeaderMap, Method, Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::program::Program;

type NoBody = Empty<Bytes>;

/// Speaks to a lab server.
pub enum Client {
    Http1 { address: String },
    Http2 { sender: http2::SendRequest<NoBody> },
}

/// An answer read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Why the body broke off, if it did.
    pub broken: Option<hyper::Error>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Client {
    pub fn http1(program: &Program) -> Self {
        let address = program.http.clone();
        Self::Http1 { address }
    }

    pub async fn http2(program: &Program) -> Self {
        let certificate = CertificateDer::from_pem_slice(&program.certificate());
        let mut roots = RootCertStore::empty();
        roots
            .add(certificate.expect("a certificate"))
            .expect("it can be trusted");
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the usual versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let stream = TcpStream::connect(&program.https)
            .await
            .expect("it listens");
        let name = ServerName::try_from("localhost").expect("a name");
        let stream = TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await;
        let stream = stream.expect("its certificate is good for localhost");
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let (sender, connection) = http2::Builder::new(TokioExecutor::new())
            .initial_max_send_streams(1_000)
            .handshake(TokioIo::new(stream))
            .await
            .expect("it speaks HTTP/2");
        tokio::spawn(connection);
        Self::Http2 { sender }
    }

    /// Sends a request and resolves with the head of its answer.
    pub async fn send(&self, method: Method, path: &str) -> hyper::Result<Response<Incoming>> {
        match self {
            Self::Http1 { address } => {
                let stream = TcpStream::connect(address).await.expect("it listens");
                let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
                tokio::spawn(connection);
                let request = Request::builder()
                    .method(method)
                    .uri(path)
                    .header("host", address);
                sender
                    .send_request(request.body(NoBody::new()).expect("a request"))
                    .await
            }
            Self::Http2 { sender } => {
                let uri = format!("https://localhost{path}");
                let request = Request::builder().method(method).uri(uri);
                sender
                    .clone()
                    .send_request(request.body(NoBody::new()).expect("a request"))
                    .await
            }
        }
    }

    /// Sends a request and reads its answer to the end, whatever end that is.
    pub async fn get(&self, path: &str) -> Answer {
        self.try_get(path).await.expect("an answer")
    }

    /// As [`Self::get`], where it is not certain that the answer has a head.
    pub async fn try_get(&self, path: &str) -> hyper::Result<Answer> {
        Ok(read(self.send(Method::GET, path).await?).await)
    }
}

async fn read(response: Response<Incoming>) -> Answer {
    let (head, mut incoming) = response.into_parts();
    let (mut body, mut broken) = (Vec::new(), None);
    while let Some(frame) = incoming.frame().await {
        match frame {
            Ok(frame) => body.extend_from_slice(frame.data_ref().map_or(&[], |data| &data[..])),
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body,
        broken,
    }
}
