//! Servers with certificates, good and bad, made anew for each test.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig, ServerConnection, Stream,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};

/// An authority that nobody knows but who is told.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// And its certificate, for clients that can be told whom to trust.
    pub(crate) fn new(name: &str) -> (Self, Vec<u8>) {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().der().to_vec();
        let issuer = Issuer::new(params, key);
        (Self { issuer }, certificate)
    }

    /// A server whose certificate is for this name or address, up to the end of `last_year`.
    pub(crate) fn server(&self, name: &str, last_year: i32) -> TlsServer {
        let (params, key) = leaf(name, last_year);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        TlsServer::start(certificate.der(), &key)
    }
}

/// A server that vouches for itself.
pub(crate) fn self_signed(name: &str) -> TlsServer {
    let (params, key) = leaf(name, 2200);
    TlsServer::start(params.self_signed(&key).unwrap().der(), &key)
}

fn leaf(name: &str, last_year: i32) -> (CertificateParams, KeyPair) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(last_year, 12, 31);
    (params, KeyPair::generate().unwrap())
}

/// It answers every request with the same words, to whoever takes its certificate.
pub(crate) struct TlsServer {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
}

/// What it answers.
pub(crate) const ANSWER: &str =
    "<rss version=\"2.0\"><channel><title>Over TLS</title></channel></rss>";

impl TlsServer {
    fn start(certificate: &CertificateDer<'_>, key: &KeyPair) -> Self {
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone().into_owned()], key.into())
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let config = Arc::clone(&config);
                // A client that does not take the certificate hangs up.
                thread::spawn(move || stream.and_then(|stream| serve(config, stream)).ok());
            }
        });
        Self { address, stop }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _wakes_up_the_thread_that_accepts = TcpStream::connect(self.address);
    }
}

fn serve(config: Arc<ServerConfig>, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut tls = Stream::new(&mut connection, &mut stream);
    let mut request = [0; 4096];
    let mut length = 0;
    while !request[..length].ends_with(b"\r\n\r\n") {
        match tls.read(&mut request[length..])? {
            0 => return Ok(()),
            read => length += read,
        }
    }
    let length = ANSWER.len();
    write!(
        tls,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{ANSWER}"
    )?;
    connection.send_close_notify();
    connection.complete_io(&mut stream)?;
    Ok(())
}
