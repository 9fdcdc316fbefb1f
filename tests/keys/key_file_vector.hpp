// The key file of docs/protocol.md, section 19; tests/interop/test_key_file_vectors.py makes it
// with Python, and sees to it that this is the same.
#pragma once

#include <string>

namespace kit {

inline const std::string vector_phrase = "correct horse battery staple";
inline const std::string vector_salt = "000102030405060708090a0b0c0d0e0f";
inline const std::string vector_nonce = "404142434445464748494a4b";
inline const std::string vector_seeds[] = {
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"};
inline const std::string vector_labels[] = {"savings", "お茶"};
inline const std::string vector_text =
    R"({"SimpleBitcoin":"key file","checksum":"c1001e270a0f25e03a3303991ebdf30a4a6bb15e)"
    R"(1ab303966722f42e5fe0127d","nonce":"404142434445464748494a4b","salt":"00010203040)"
    R"(5060708090a0b0c0d0e0f","sealed":"515efc1a321d92d886f612e002c3f524cb78f6e24c446b8)"
    R"(723b1469ecca0d5005f43747e3f39f1671125da25c2c0a9171b86e9723d3467d7b59dd49dad82471)"
    R"(f30565db0863db35422d402b87b688cf6a648d3fb94db5d6f5d54d1eb3c9647","version":1})"
    "\n";

}  // namespace kit
