#include "crypto/signed_bytes.hpp"

#include <string>

namespace sbc::crypto {

Bytes signed_bytes(std::string_view kind, const Hash& network, std::string_view said) {
    const std::string label = "SimpleBitcoin/" + std::string{kind} + "/1";
    Bytes bytes;
    bytes.reserve(label.size() + 1 + network.bytes.size() + said.size());
    bytes.insert(bytes.end(), label.begin(), label.end());
    bytes.push_back(0);
    bytes.insert(bytes.end(), network.bytes.begin(), network.bytes.end());
    bytes.insert(bytes.end(), said.begin(), said.end());
    return bytes;
}

}  // namespace sbc::crypto
