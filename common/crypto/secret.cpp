#include "crypto/secret.hpp"

#include <cryptopp/misc.h>

#include <utility>

namespace sbc::crypto {
namespace {

// All the memory that a text has now, also that beyond its end.
void wipe_capacity(std::string& text) {
    text.resize(text.capacity());
    CryptoPP::SecureWipeBuffer(reinterpret_cast<CryptoPP::byte*>(text.data()), text.size());
    text.clear();
}

// Into a text that is empty. Only an assignment leaves no third copy on the way.
void take_over(std::string& to, std::string& from) {
    to = std::move(from);
    wipe(from);  // NOLINT(bugprone-use-after-move): a short text is still there, in the object
}

}  // namespace

// A frame of its own lies where those lay that have returned: so it must not be inlined, and what
// calls the library neither.
[[gnu::noinline]] void wipe_dead_stack() {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): it is about what is there
    std::array<CryptoPP::byte, 8'192> left;
    CryptoPP::SecureWipeBuffer(left.data(), left.size());
}

void wipe(std::span<std::uint8_t> bytes) { CryptoPP::SecureWipeBuffer(bytes.data(), bytes.size()); }

void wipe(std::string& text) {
    wipe_capacity(text);
    text.shrink_to_fit();  // back into the object, where it may have begun before it grew
    wipe_capacity(text);
}

SecretText::SecretText(std::string&& text) { take_over(text_, text); }

SecretText::SecretText(SecretText&& other) noexcept { take_over(text_, other.text_); }

SecretText& SecretText::operator=(SecretText&& other) noexcept {
    if (this != &other) {
        wipe(text_);
        take_over(text_, other.text_);
    }
    return *this;
}

SecretText SecretText::copy() const { return SecretText{std::string{text_}}; }

void SecretText::append(std::string_view more) {
    if (text_.size() + more.size() <= text_.capacity()) {
        text_ += more;
        return;
    }
    std::string larger;
    larger.reserve(2 * (text_.size() + more.size()));
    larger += text_;
    larger += more;
    wipe(text_);
    text_.swap(larger);
}

bool same_bytes(ByteView left, ByteView right) {
    return left.size() == right.size() &&
           CryptoPP::VerifyBufsEqual(left.data(), right.data(), left.size());
}

}  // namespace sbc::crypto
