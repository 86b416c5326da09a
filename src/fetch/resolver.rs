//! The resolver that ureq asks before each connection: it gives no address beyond a zone.
//!
//! The addresses it returns are the ones connected to, so a name cannot be one thing when checked and another when used
//! (DNS rebinding). With a proxy in use ureq does not ask it about targets; literal addresses are then still checked by
//! `redirect`.

use std::net::{IpAddr, SocketAddr};

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use crate::fetch::zone::{self, Zone};

/// Resolves names, but only to addresses that are at most as private as `limit`.
#[derive(Debug)]
pub(super) struct BoundedResolver<N = DefaultResolver> {
    limit: Zone,
    names: N,
}

/// Every address of a host lies beyond the limit.
#[derive(Debug, thiserror::Error)]
#[error("the host has no address that may be asked")]
pub(super) struct Refused;

impl BoundedResolver {
    /// A resolver for addresses up to `limit`.
    pub(super) fn new(limit: Zone) -> Self {
        Self {
            limit,
            names: DefaultResolver::default(),
        }
    }
}

impl<N: Resolver> BoundedResolver<N> {
    fn look_up(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.names
            .resolve(uri, config, timeout)
            .map_err(|error| match error {
                // What getaddrinfo says has no io::ErrorKind of its own.
                Error::Io(_) => Error::HostNotFound,
                other => other,
            })
    }
}

impl<N: Resolver> Resolver for BoundedResolver<N> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        // The proxy itself may live anywhere: the environment is trusted.
        if config
            .proxy()
            .is_some_and(|proxy| proxy.uri().authority() == uri.authority())
        {
            return self.look_up(uri, config, timeout);
        }
        let found = match literal(uri) {
            // ureq's resolver would start a thread even for an address.
            Some(address) => {
                let mut one = self.empty();
                one.push(address);
                one
            }
            None => self.look_up(uri, config, timeout)?,
        };
        let mut allowed = self.empty();
        for address in found
            .iter()
            .filter(|address| zone::of(address.ip()) <= self.limit)
        {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            return Err(Error::Other(Box::new(Refused)));
        }
        Ok(allowed)
    }
}

/// The address and port of a URI whose host is an address.
fn literal(uri: &Uri) -> Option<SocketAddr> {
    let host = uri.host()?;
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host);
    let address: IpAddr = bare.parse().ok()?;
    let port = uri.port_u16().or_else(|| match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    })?;
    Some(SocketAddr::new(address, port))
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::{SocketAddr, TcpListener},
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        thread,
        time::Duration,
    };

    use ureq::{
        Agent, Error, Timeout,
        config::Config,
        http::Uri,
        unversioned::{
            resolver::{ResolvedSocketAddrs, Resolver},
            transport::{DefaultConnector, NextTimeout},
        },
    };

    use super::{BoundedResolver, Refused, literal};
    use crate::fetch::zone::Zone;

    fn resolve(limit: Zone, uri: &str) -> Result<Vec<String>, Error> {
        let config = Agent::config_builder().proxy(None).build();
        let timeout = NextTimeout {
            after: Duration::from_secs(5).into(),
            reason: Timeout::Resolve,
            ..NextTimeout::default()
        };
        let found = BoundedResolver::new(limit).resolve(&uri.parse().unwrap(), &config, timeout)?;
        Ok(found.iter().map(ToString::to_string).collect())
    }

    fn is_refused(result: &Result<Vec<String>, Error>) -> bool {
        matches!(result, Err(Error::Other(error)) if error.is::<Refused>())
    }

    #[test]
    fn literal_addresses_need_no_look_up() {
        for (uri, expected) in [
            ("http://127.0.0.1/feed", "127.0.0.1:80"),
            ("https://127.0.0.1/feed", "127.0.0.1:443"),
            ("http://127.0.0.1:8080/feed", "127.0.0.1:8080"),
            ("http://[::1]:8080/feed", "[::1]:8080"),
        ] {
            assert_eq!(
                literal(&uri.parse().unwrap()).unwrap().to_string(),
                expected
            );
            assert_eq!(resolve(Zone::Loopback, uri).unwrap(), [expected]);
        }
    }

    #[test]
    fn what_is_more_private_than_the_limit_is_refused() {
        for uri in [
            "http://127.0.0.1/",
            "http://10.0.0.1/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/",
        ] {
            assert!(is_refused(&resolve(Zone::Public, uri)), "{uri}");
        }
        assert!(is_refused(&resolve(Zone::Private, "http://127.0.0.1/")));
        assert!(is_refused(&resolve(
            Zone::Loopback,
            "http://169.254.169.254/"
        )));
        assert!(resolve(Zone::Public, "http://8.8.8.8/").is_ok());
        assert!(resolve(Zone::Private, "http://10.0.0.1/").is_ok());
    }

    /// Names that mean something else each time they are asked for, as an attacker's do.
    #[derive(Debug)]
    struct Rebinding {
        answers: Vec<Vec<SocketAddr>>,
        asked: Arc<AtomicUsize>,
    }

    impl Resolver for Rebinding {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, Error> {
            let time = self.asked.fetch_add(1, Ordering::SeqCst);
            let mut found = self.empty();
            for address in &self.answers[time.min(self.answers.len() - 1)] {
                found.push(*address);
            }
            Ok(found)
        }
    }

    /// The status that a request to a name with these answers brings, and how often the name was looked up.
    fn ask(limit: Zone, answers: &[&[SocketAddr]]) -> (Result<u16, Error>, usize) {
        let asked = Arc::new(AtomicUsize::new(0));
        let names = Rebinding {
            answers: answers.iter().map(|each| each.to_vec()).collect(),
            asked: Arc::clone(&asked),
        };
        let config = Agent::config_builder()
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(5)))
            .http_status_as_error(false)
            .build();
        let agent = Agent::with_parts(
            config,
            DefaultConnector::default(),
            BoundedResolver { limit, names },
        );
        let answer = agent.get("http://rebinding.example/").call();
        (
            answer.map(|answer| answer.status().as_u16()),
            asked.load(Ordering::SeqCst),
        )
    }

    /// A server that answers every request with this status.
    fn server(address: &str, status: u16) -> SocketAddr {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let at = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
        });
        at
    }

    #[test]
    fn the_address_that_was_checked_is_the_one_that_is_asked() {
        let (first, second) = (server("127.0.0.1", 201), server("127.0.0.1", 202));
        // Allowed, so that it can be seen who is asked: the first answer counts, and the name is looked up once.
        let (answer, asked) = ask(Zone::Loopback, &[&[first], &[second]]);
        assert_eq!((answer.unwrap(), asked), (201, 1));
        // Refused, whatever the name would mean the next time.
        let public = "192.0.1.1:80".parse().unwrap();
        let (answer, asked) = ask(Zone::Public, &[&[first], &[public]]);
        assert!(matches!(answer, Err(Error::Other(error)) if error.is::<Refused>()));
        assert_eq!(asked, 1);
        // Of several addresses only those are asked that may be.
        let special = "169.254.169.254:80".parse().unwrap();
        let (answer, _) = ask(Zone::Loopback, &[&[special, second]]);
        assert_eq!(answer.unwrap(), 202);
        let (answer, _) = ask(Zone::Private, &[&[special, first, second]]);
        assert!(matches!(answer, Err(Error::Other(error)) if error.is::<Refused>()));
    }

    #[test]
    fn a_name_that_leads_to_this_machine_is_refused() {
        assert!(is_refused(&resolve(Zone::Public, "http://localhost/")));
        assert!(resolve(Zone::Loopback, "http://localhost/").is_ok());
    }
}
