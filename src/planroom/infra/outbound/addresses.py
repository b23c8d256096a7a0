"""Which addresses we connect to: our own table, so that it does not change with the version of Python.

Sources: the IANA special-purpose address registries for IPv4 and IPv6, and the metadata addresses of cloud providers,
most of which lie inside link-local and shared ranges anyway.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# What an installation may open for local use: PLANROOM_ALLOW_PRIVATE_ADDRESSES.
_PRIVATE_V4 = tuple(
    IPv4Network(text)
    for text in (
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by customers of one provider (CGNAT)
        "127.0.0.0/8",  # this machine
        "172.16.0.0/12",  # private
        "192.168.0.0/16",  # private
    )
)
_PRIVATE_V6 = tuple(
    IPv6Network(text)
    for text in (
        "::1/128",  # this machine
        "fc00::/7",  # unique local
    )
)

# What nobody opens.
_SPECIAL_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network, unspecified
        "100.100.100.200/32",  # Alibaba metadata, inside the shared range
        "168.63.129.16/32",  # Azure platform, outside every special range
        "169.254.0.0/16",  # link-local, with the metadata address of most clouds
        "192.0.0.0/24",  # protocol assignments, with Oracle's metadata address
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # 6to4 relays
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_SPECIAL_V6 = tuple(
    IPv6Network(text)
    for text in (
        "fd00:ec2::254/128",  # AWS metadata, inside unique local
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
# Global unicast. All else is special: loopback, IPv4 in disguise (::/96, ::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48),
# link-local, site-local, multicast, discard-only, segment routing, and what is not assigned yet.
_GLOBAL_V6 = IPv6Network("2000::/3")


def parse_address(text: str) -> Address | None:
    """Read an address in its one strict spelling; None for a name and for an address with a zone."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def is_refused(address: Address, *, allow_private: bool) -> bool:
    """Tell whether we must not connect to ``address``; ``allow_private`` opens loopback and private ranges only."""
    if isinstance(address, IPv4Address):
        if any(address in network for network in _SPECIAL_V4):
            return True
        return not allow_private and any(address in network for network in _PRIVATE_V4)
    if any(address in network for network in _SPECIAL_V6):
        return True
    if any(address in network for network in _PRIVATE_V6):
        return not allow_private
    return address not in _GLOBAL_V6
