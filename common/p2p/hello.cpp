#include "p2p/hello.hpp"

#include <algorithm>
#include <functional>

#include "base/utf8.hpp"

namespace sbc::p2p {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_application_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_application_name && is_lower(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

Result<void, HelloError> check_hello(const Hello& theirs, const Hello& ours) {
    // The order matters: what another version means by its other fields, we cannot know.
    if (theirs.protocol != ours.protocol) {
        return refuse(HelloError::WrongProtocol,
                      "this is " + ours.protocol + ", not " + printable(theirs.protocol, 40));
    }
    if (theirs.version != ours.version) {
        return refuse(HelloError::WrongVersion,
                      "this node speaks version " + std::to_string(ours.version) +
                          ", not version " + std::to_string(theirs.version));
    }
    if (theirs.network != ours.network) {
        return refuse(HelloError::WrongNetwork,
                      "this is network " + ours.network + ", not " + printable(theirs.network, 70));
    }
    if (theirs.id == ours.id) return refuse(HelloError::Myself, "this node has called itself");
    if (theirs.role == Role::Core && theirs.port == 0) {
        return refuse(HelloError::NoPort, "a core must say on which port it listens");
    }
    const auto& names = theirs.applications;
    if (!std::all_of(names.begin(), names.end(), is_application_name) ||
        std::adjacent_find(names.begin(), names.end(), std::greater_equal<>{}) != names.end()) {
        return refuse(HelloError::BadApplication,
                      "application names are a-z, 0-9 and '-', sorted, each once");
    }
    return {};
}

}  // namespace sbc::p2p
