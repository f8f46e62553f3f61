"""IPv6 addresses that stand for an IPv4 one."""

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the IPv4 address is in the last 32 bits


def embedded_ipv4(address):
    """The IPv4 address that an IPv6 one stands for (mapped, 6to4, NAT64), else None."""
    if address.version == 4:
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour
