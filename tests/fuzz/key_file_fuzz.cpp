// wallet::decode_sealed_keys: any text is a key file in its one spelling, or is refused with a
// sentence. No pass phrase is tried, so whatever a text says costs nothing.

#include "script.hpp"
#include "wallet/sealed_keys.hpp"

namespace {

using fuzz::must;
using namespace sbc::wallet;

void look_at(std::string_view text) {
    const auto sealed = decode_sealed_keys(text);
    if (!sealed) return must(!sealed.error().text.empty());
    const std::string again = encode(*sealed);
    must(text == again || std::string{text} + '\n' == again);
    must(decode_sealed_keys(again) == *sealed);
}

}  // namespace

// A text as it comes; then a file that is made of the bytes, and what is left when it is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView bytes{data, size};
    look_at(sbc::as_text(bytes));
    SealedKeys sealed;
    if (size < sealed.salt.size() + sealed.nonce.size() + 1 || size > 1'000) return 0;
    std::copy_n(bytes.begin(), sealed.salt.size(), sealed.salt.begin());
    std::copy_n(bytes.begin() + sealed.salt.size(), sealed.nonce.size(), sealed.nonce.begin());
    sealed.ciphertext.assign(bytes.begin() + 28, bytes.end());
    const std::string text = encode(sealed);
    must(decode_sealed_keys(text) == sealed);
    const std::size_t cut = bytes.back() * text.size() / 256;
    const auto beginning = decode_sealed_keys(std::string_view{text}.substr(0, cut));
    must(beginning ? cut + 1 == text.size()
                   : beginning.error().reason == KeyFileError::HalfWritten);
    return 0;
}
