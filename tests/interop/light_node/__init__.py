"""A light node in Python, written from docs/protocol.md alone: the page's companion.

    canonical      what a message looks like                      sections 2, 10
    wire           frames, handshake, pings, words of neighbours  sections 1, 3, 6, 7
    chain          networks, headers, targets, which one counts   sections 10, 11, 13, 14
    keys           addresses, signatures, the key file            sections 16, 17, 19
    transactions   payments, what is signed, Merkle proofs        sections 12, 17
    wallet         what records prove, which coins are ours       sections 18, 21
    node           asks a core and believes what it can check     sections 20, 21

`../light_node.py` is the command. Each part names the section that it follows; nothing in here was taken from the
C++ sources, and nothing but the standard library and the package `cryptography` (Ed25519, ChaCha20-Poly1305) is used.
"""
