//! How private a network address is, in whatever notation it is written.
//!
//! It knows addresses only; names are looked up by `resolver`, and who may go where is decided in `redirect`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Where an address lies, from what everybody may ask to what nobody should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// The internet.
    Public,
    /// Private networks (RFC 1918, RFC 4193) and carrier-grade NAT (RFC 6598).
    Private,
    /// This machine.
    Loopback,
    /// Link-local, cloud metadata, multicast, unspecified and every range that is reserved for something else.
    Special,
}

/// Cloud metadata services outside the link-local range (Alibaba, Azure).
const METADATA_V4: [Ipv4Addr; 2] = [
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(168, 63, 129, 16),
];

/// The metadata service of AWS, within the private range.
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

/// The zone that a URL names by itself: that of its literal address, loopback for `localhost`, public for other names.
pub(super) fn written(url: &Url) -> Zone {
    match url.host() {
        Some(Host::Ipv4(address)) => of_v4(address),
        Some(Host::Ipv6(address)) => of_v6(address),
        Some(Host::Domain(name)) if is_localhost(name) => Zone::Loopback,
        Some(Host::Domain(_)) | None => Zone::Public,
    }
}

/// Whether a document at `from` may name `to` as something to be asked: nobody on the internet may send planet into a private
/// network.
pub fn may_lead(from: &Url, to: &Url) -> bool {
    to.host() == from.host() || written(to) <= written(from)
}

/// The zone of an address.
pub(super) fn of(address: IpAddr) -> Zone {
    match address {
        IpAddr::V4(address) => of_v4(address),
        IpAddr::V6(address) => of_v6(address),
    }
}

/// `localhost` and everything below it (RFC 6761 §6.3).
fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}

fn of_v4(address: Ipv4Addr) -> Zone {
    if METADATA_V4.contains(&address) {
        return Zone::Special;
    }
    match address.octets() {
        [127, ..] => Zone::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Zone::Private,
        [0 | 224..=255, ..]
        | [169, 254, ..]
        | [192, 0, 0 | 2, _]
        | [198, 18 | 19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => Zone::Special,
        _ => Zone::Public,
    }
}

fn of_v6(address: Ipv6Addr) -> Zone {
    if address == Ipv6Addr::LOCALHOST {
        return Zone::Loopback;
    }
    if address == Ipv6Addr::UNSPECIFIED || address == METADATA_V6 {
        return Zone::Special;
    }
    match address.segments() {
        // IPv4 in disguise: compatible, mapped (RFC 4291 §2.5.5), translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056).
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => of_v4(v4(high, low)),
        [0xfc00..=0xfdff, ..] => Zone::Private,
        // Teredo, documentation (RFC 3849, RFC 9637).
        [0x2001, 0 | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Zone::Special,
        [0x2000..=0x3fff, ..] => Zone::Public,
        _ => Zone::Special,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::{Zone, of, written};

    fn zone(url: &str) -> Zone {
        written(&url.parse().unwrap())
    }

    #[test]
    fn every_notation_of_an_address_is_the_same_address() {
        for host in [
            "127.0.0.1",
            "127.9.8.7",
            "2130706433",
            "0x7f.1",
            "0177.1",
            "127.1",
            "%31%32%37.0.0.1",
            "127。0。0。1",
            "[::1]",
            "[::127.0.0.1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::ffff:0:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "localhost",
            "LOCALHOST.",
            "feeds.localhost",
        ] {
            assert_eq!(
                zone(&format!("http://{host}/feed")),
                Zone::Loopback,
                "{host}"
            );
        }
    }

    #[test]
    fn ranges_have_their_zone() {
        let rows = [
            (
                Zone::Public,
                "8.8.8.8 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 192.0.1.1 2606:4700::1 64:ff9b::808:808",
            ),
            (
                Zone::Private,
                "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 fd12::1 fc00::1 ::ffff:10.0.0.1 64:ff9b::a00:1",
            ),
            (
                Zone::Special,
                "0.0.0.0 0.1.2.3 169.254.169.254 100.100.100.200 168.63.129.16 192.0.2.1 198.18.0.1 198.51.100.1 \
                 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 :: fe80::1 fec0::1 ff02::1 fd00:ec2::254 2001::1 2001:db8::1 \
                 64:ff9b:1::1 100::1 ::ffff:169.254.169.254 2002:a9fe:a9fe::1",
            ),
        ];
        for (expected, addresses) in rows {
            for address in addresses.split_whitespace() {
                assert_eq!(of(address.parse().unwrap()), expected, "{address}");
            }
        }
    }

    #[test]
    fn names_are_public_until_they_are_looked_up() {
        assert_eq!(zone("http://intranet/"), Zone::Public);
        assert_eq!(zone("http://localhost.example.org/"), Zone::Public);
        assert_eq!(zone("http://127.0.0.1.nip.io/"), Zone::Public);
    }
}
