//! Asks: one conditional GET, its redirects followed by our own rules, its body read within the limits.
//!
//! It decides as little as it can: what an answer means is in `decide`, where a redirect may lead in `redirect`, and it neither
//! retries nor remembers anything.

use std::time::Instant;

use ureq::{
    Agent, Body, Error,
    http::{HeaderMap, HeaderValue, Response, header},
    tls::{RootCerts, TlsConfig},
    unversioned::transport::DefaultConnector,
};
use url::{Url, form_urlencoded};

use crate::{
    error::Problem,
    feed::Timestamp,
    fetch::{
        Answer, Failure, Limits, Request, Validators,
        body::{self, Encoding, Packed},
        credentials::basic,
        decide::{self, Decision},
        problem::{self, HEAD_BYTES, Stage},
        redirect::{self, Trail},
        resolver::BoundedResolver,
        zone::{self, Zone},
    },
};

/// What we read, best first; `*/*` last, as some servers refuse everything else.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
                      application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1";

/// An HTTP client for feeds; one serves every thread.
#[derive(Debug)]
pub struct Client {
    limits: Limits,
    // One agent for each zone: an agent's resolver cannot know on whose behalf it is asked.
    public: Agent,
    private: Agent,
    loopback: Agent,
    special: Agent,
}

impl Client {
    /// A client with these limits for each request. Of `user_agent` only what a header may hold (printable ASCII) is sent.
    ///
    /// A proxy named in the environment (`ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) is used, except for addresses of
    /// this machine and for requests with `allow_private`.
    pub fn new(limits: Limits, mut user_agent: String) -> Self {
        user_agent.retain(|character| character == ' ' || character.is_ascii_graphic());
        Self::trusting(limits, &user_agent, RootCerts::WebPki)
    }

    /// A client that takes the certificates of these authorities.
    fn trusting(limits: Limits, user_agent: &str, roots: RootCerts) -> Self {
        let tls = TlsConfig::builder().root_certs(roots).build();
        let agent = |zone| agent(zone, &limits, user_agent, tls.clone());
        Self {
            public: agent(Zone::Public),
            private: agent(Zone::Private),
            loopback: agent(Zone::Loopback),
            special: agent(Zone::Special),
            limits,
        }
    }

    /// The limits of each request.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Asks for `request.url` and follows its redirects.
    ///
    /// # Errors
    /// A [`Failure`] for every answer that is not a body or a justified 304, and for every request without an answer.
    pub fn get(&self, request: &Request, now: Timestamp) -> Result<Answer, Failure> {
        let (answer, packed) = self.get_packed(request, now)?;
        match packed.map(Packed::into_bytes).transpose() {
            Ok(body) => Ok(Answer { body, ..answer }),
            Err(problem) => Err(answer.spoiled(problem)),
        }
    }

    /// As [`Client::get`], with the body as it was sent apart from the answer: so it is small while it waits for a reader.
    ///
    /// # Errors
    /// As [`Client::get`], but for a body that cannot be unpacked.
    pub fn get_packed(
        &self,
        request: &Request,
        now: Timestamp,
    ) -> Result<(Answer, Option<Packed>), Failure> {
        let deadline = Instant::now() + self.limits.total;
        let mut trail = Trail::start(request).map_err(|problem| Failure {
            problem,
            status: None,
            retry_after: None,
            moved_to: None,
        })?;
        let unconditional = Validators::default();
        loop {
            let sent = if trail.may_be_conditional(request) {
                &request.validators
            } else {
                &unconditional
            };
            let response = self.ask(&trail, request, sent, deadline).map_err(|error| {
                failure(
                    problem::of_error(&error, Stage::Head, &self.limits),
                    None,
                    &trail,
                )
            })?;
            let (head, body) = response.into_parts();
            let status = head.status.as_u16();
            match decide::decide(head.status, &head.headers, sent, now) {
                Decision::Redirect {
                    location,
                    permanent,
                } => trail
                    .follow(&location, permanent, self.limits.redirects)
                    .map_err(|problem| failure(problem, Some(status), &trail))?,
                Decision::Fail {
                    problem,
                    retry_after,
                } => {
                    return Err(Failure {
                        retry_after,
                        ..failure(problem, Some(status), &trail)
                    });
                }
                Decision::Unchanged => {
                    return Ok((answer(status, &head.headers, Some(sent), trail), None));
                }
                Decision::Read(encoding) => {
                    let packed = self
                        .receive(body, encoding)
                        .map_err(|problem| failure(problem, Some(status), &trail))?;
                    return Ok((answer(status, &head.headers, None, trail), Some(packed)));
                }
            }
        }
    }

    /// Posts a form to an address that the maintainer names; the status of the answer.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn post_form(&self, url: &Url, fields: &[(&str, &str)]) -> Result<u16, Problem> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let plain = redirect::plain(url);
        let call = self
            .agent(zone::written(url).max(Zone::Loopback))
            .post(plain.as_str())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::CONNECTION, HeaderValue::from_static("close"));
        call.send(form.as_str())
            .map(|answer| answer.status().as_u16())
            .map_err(|error| problem::of_error(&error, Stage::Head, &self.limits))
    }

    /// Sends the request of one hop and waits for the head of its answer.
    fn ask(
        &self,
        trail: &Trail,
        request: &Request,
        sent: &Validators,
        deadline: Instant,
    ) -> Result<Response<Body>, Error> {
        let mut call = self
            .agent(trail.limit())
            .get(trail.url().as_str())
            // Connections are not reused (see `agent`), and a server that knows does not keep them open.
            .header(header::CONNECTION, HeaderValue::from_static("close"));
        for (name, value) in [
            (header::IF_NONE_MATCH, &sent.etag),
            (header::IF_MODIFIED_SINCE, &sent.last_modified),
        ] {
            if let Some(value) = value.as_deref().and_then(header_value) {
                call = call.header(name, value);
            }
        }
        if trail.may_send_credentials()
            && let Some(credentials) = basic(&request.url)
        {
            call = call.header(header::AUTHORIZATION, credentials);
        }
        if trail.is_first_hop() {
            return call.call();
        }
        // Only here, because ureq sets TLS up anew for requests with a configuration of their own.
        let left = deadline.saturating_duration_since(Instant::now());
        call.config().timeout_global(Some(left)).build().call()
    }

    /// The agent that asks no host beyond this zone.
    fn agent(&self, limit: Zone) -> &Agent {
        match limit {
            Zone::Public => &self.public,
            Zone::Private => &self.private,
            Zone::Loopback => &self.loopback,
            Zone::Special => &self.special,
        }
    }

    fn receive(&self, body: Body, encoding: Encoding) -> Result<Packed, Problem> {
        let length = body.content_length();
        body::receive(body.into_reader(), encoding, length, &self.limits)
            .map_err(|error| problem::of_body(error, &self.limits))
    }
}

fn agent(limit: Zone, limits: &Limits, user_agent: &str, tls: TlsConfig) -> Agent {
    let mut config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(user_agent)
        .accept(ACCEPT)
        .accept_encoding("gzip, deflate, br")
        .max_response_header_size(HEAD_BYTES)
        // ureq notices too large a head only while its buffer has room.
        .input_buffer_size(HEAD_BYTES + (1 << 10))
        .output_buffer_size(8 << 10)
        // A feed is asked once per run, and ureq does not retry when a kept connection turns out to be closed.
        .max_idle_connections(0)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_send_request(Some(limits.first_byte))
        .timeout_recv_response(Some(limits.first_byte))
        .timeout_per_read(Some(limits.stall))
        .timeout_global(Some(limits.total));
    if limit >= Zone::Loopback {
        config = config.proxy(None);
    }
    Agent::with_parts(
        config.build(),
        DefaultConnector::default(),
        BoundedResolver::new(limit),
    )
}

fn answer(status: u16, headers: &HeaderMap, kept: Option<&Validators>, trail: Trail) -> Answer {
    let text = |name: header::HeaderName| {
        headers
            .get(name)
            .map(|value| decide::latin1(value.as_bytes()))
    };
    let content_location = text(header::CONTENT_LOCATION)
        .and_then(|location| trail.url().join(&location).ok())
        .filter(|location| matches!(location.scheme(), "http" | "https"))
        .map(|location| redirect::plain(&location));
    let moved_to = trail.moved_to().cloned();
    let (url, redirected) = trail.into_urls();
    Answer {
        status,
        url,
        redirected,
        moved_to,
        validators: decide::validators(headers, kept),
        max_age: decide::max_age(headers),
        content_type: text(header::CONTENT_TYPE),
        content_location,
        body: None,
    }
}

fn failure(problem: Problem, status: Option<u16>, trail: &Trail) -> Failure {
    Failure {
        problem,
        status,
        retry_after: None,
        moved_to: trail.moved_to().cloned(),
    }
}

/// A validator as a header, byte for byte as it came; see [`decide::latin1`].
fn header_value(validator: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = validator
        .chars()
        .map(|character| u8::try_from(character).ok())
        .collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

#[cfg(test)]
mod tests;
