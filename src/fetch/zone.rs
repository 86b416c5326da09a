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

/// The metadata services of AWS and Google, within the private range.
const METADATA_V6: [Ipv6Addr; 2] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
];

/// Names of metadata services. What they resolve to is refused as well, but a proxy may resolve names for us.
const METADATA_NAMES: [&str; 4] = [
    "instance-data",
    "instance-data.ec2.internal",
    "metadata.goog",
    "metadata.google.internal",
];

/// Domains that exist within private networks alone (RFC 6762 with its appendix G, RFC 8375; `internal` is set aside by ICANN), and those
/// of clusters and of Linux distributions.
const PRIVATE_DOMAINS: [&str; 10] = [
    "corp",
    "home",
    "home.arpa",
    "internal",
    "intranet",
    "lan",
    "local",
    "localdomain",
    "private",
    "svc",
];

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
    to.host() == from.host() || claimed(to) <= written(from)
}

/// The zone that a URL claims, where somebody else than planet.toml names it: as [`written`], and what its name says.
pub(super) fn claimed(url: &Url) -> Zone {
    let Some(Host::Domain(name)) = url.host() else {
        return written(url);
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_within = |domain: &str| {
        name.strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if METADATA_NAMES.contains(&name) {
        Zone::Special
    } else if !name.contains('.') && !is_localhost(name)
        || PRIVATE_DOMAINS.iter().any(|domain| is_within(domain))
    {
        Zone::Private
    } else {
        written(url)
    }
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
        | [192, 88, 99, _]
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
    if address == Ipv6Addr::UNSPECIFIED || METADATA_V6.contains(&address) {
        return Zone::Special;
    }
    // IPv4 behind any prefix, for whoever has such a tunnel (ISATAP, RFC 5214).
    if let [.., 0 | 0x200, 0x5efe, high, low] = address.segments()
        && of_v4(v4(high, low)) > Zone::Public
    {
        return of_v4(v4(high, low));
    }
    match address.segments() {
        // IPv4 in disguise: compatible, mapped (RFC 4291 §2.5.5), translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056).
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => of_v4(v4(high, low)),
        [0xfc00..=0xfdff, ..] => Zone::Private,
        // Set aside for protocols, among them Teredo (RFC 2928, RFC 4380); documentation (RFC 3849, RFC 9637).
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Zone::Special,
        [0x2000..=0x3fff, ..] => Zone::Public,
        _ => Zone::Special,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::{Zone, may_lead, of, written};

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
            "127.0.0.1.",
            "0x7f000001",
            "0X7F.0.0.0x1",
            "017700000001",
            "127.0.1",
            "%30x7f.1",
            "１２７.0.0.1",
            "①②⑦.0.0.1",
            "０ｘ７ｆ．１",
            "127\u{ad}.0.0.1",
            "[0:0:0:0:0:0:0:1]",
            "[0:0::0:1]",
            "[::ffff:127.1.2.3]",
            "[::FFFF:7F00:0001]",
            "[2002:7f00:1::1]",
            "[2606:4700::5efe:127.0.0.1]",
            "ｌｏｃａｌｈｏｓｔ",
            "LocalHost",
            "a.b.localhost.",
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
                "8.8.8.8 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 192.0.1.1 2606:4700::1 2001:200::1 2620:fe::fe 64:ff9b::808:808 \
                 2002:808:808::1 9.255.255.255 11.0.0.0 126.1.1.1 128.0.0.1 169.253.1.1 191.255.1.1 198.17.1.1 198.20.1.1 223.255.255.1",
            ),
            (
                Zone::Private,
                "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 100.127.255.255 fd12::1 fc00::1 \
                 ::ffff:10.0.0.1 ::10.0.0.1 64:ff9b::a00:1 2002:a00:1:: 2606:4700::200:5efe:c0a8:1",
            ),
            (
                Zone::Special,
                "0.0.0.0 0.1.2.3 169.254.169.254 100.100.100.200 168.63.129.16 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 \
                 198.19.255.255 198.51.100.1 203.0.113.9 224.0.0.1 239.1.2.3 240.0.0.1 255.255.255.255 :: fe80::1 febf::1 fec0::1 \
                 ff02::1 ff0e::1 fd00:ec2::254 fd20:ce::254 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 \
                 2001:20::1 2001:1ff::1 2001:db8::1 3fff::1 3fff:fff::1 5f00::1 4000::1 64:ff9b:1::1 100::1 ::ffff:169.254.169.254 \
                 ::ffff:0.0.0.0 ::169.254.169.254 2002:a9fe:a9fe::1 2002:e000:1::1 64:ff9b::a9fe:a9fe 2606:4700::5efe:a9fe:a9fe",
            ),
        ];
        for (expected, addresses) in rows {
            for address in addresses.split_whitespace() {
                assert_eq!(of(address.parse().unwrap()), expected, "{address}");
            }
        }
    }

    #[test]
    fn names_that_exist_within_private_networks_alone_are_not_followed_there() {
        let may = |to: &str| {
            let to = format!("http://{to}/feed").parse().unwrap();
            may_lead(&"https://a.example/".parse().unwrap(), &to)
        };
        for name in [
            "metadata.google.internal",
            "METADATA.google.internal.",
            "metadata.goog",
            "instance-data",
            "wiki.corp.internal",
            "printer.local",
            "router.home.arpa",
            "router.lan",
            "api.default.svc",
            "metadata",
            "localhost",
            "localhost.localdomain",
            "ip6-localhost",
            "127.1",
            "[fd00:ec2::254]",
        ] {
            assert!(!may(name), "{name}");
        }
        for name in [
            "local.example",
            "internal.example",
            "mylocal.example",
            "b.example",
            "8.8.8.8",
        ] {
            assert!(may(name), "{name}");
        }
        // An address with the network card it is behind is no address of a URL.
        for wrong in [
            "http://[fe80::1%25eth0]/",
            "http://[fe80::1%eth0]/",
            "http://1.2.3.4.5/",
            "http://256.0.0.1/",
            "http://0x100000000/",
        ] {
            assert!(url::Url::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_are_public_until_they_are_looked_up() {
        assert_eq!(zone("http://intranet/"), Zone::Public);
        assert_eq!(zone("http://localhost.example.org/"), Zone::Public);
        assert_eq!(zone("http://127.0.0.1.nip.io/"), Zone::Public);
    }
}
