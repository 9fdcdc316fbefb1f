#include "light/letter_file.hpp"

#include <array>
#include <utility>

#include "base/file.hpp"
#include "base/json.hpp"
#include "crypto/aead.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/random_bytes.hpp"
#include "crypto/signed_bytes.hpp"

namespace sbc::light {
namespace {

using enum LetterFileError;

constexpr std::size_t largest_file = 100'000'000;
constexpr std::size_t longest_line = 1'000;
constexpr std::uint64_t version = 1;
constexpr std::string_view what = "letter book";
constexpr std::string_view kind = "letter-book";  // "SimpleBitcoin/letter-book/1" is the key's
constexpr crypto::AeadNonce nonce{};              // each writing has a key of its own

using Salt = std::array<std::uint8_t, 32>;

std::string line_of(const crypto::Hash& network, const Salt& salt) {
    JsonWriter line;
    line.text("SimpleBitcoin", std::string{what}).text("network", to_text(network));
    return line.bytes("salt", salt).integer("version", version).to_text() + "\n";
}

}  // namespace

LetterFile::LetterFile(std::string path, const crypto::Hash& network,
                       const crypto::SigningKey& owner)
    : path_{std::move(path)}, network_{network}, owner_{owner} {}

crypto::AeadKey LetterFile::key(ByteView salt) const {
    return crypto::hkdf_sha256(owner_.seed().reveal(), salt,
                               crypto::signed_bytes(kind, network_, ""));
}

// The first line, without its end.
Result<Bytes, LetterFileError> LetterFile::salt_in(std::string_view line) const {
    auto json = JsonReader::parse(line, {.max_bytes = longest_line, .canonical = true});
    if (!json) return refuse(NotOurs, path_ + " is no letter book: " + json.error().text);
    const bool ours = json->text("SimpleBitcoin", longest_line) == what;
    const std::string network = json->text("network", longest_line);
    Bytes salt = json->bytes("salt", Salt{}.size());
    const std::uint64_t written_by = json->integer("version", json_max_integer);
    if (ours && written_by > version) {
        return refuse(NewerVersion, path_ +
                                        " was written by a later version of this program: use "
                                        "that");
    }
    const auto finished = json->finish();
    if (!finished || !ours) return refuse(NotOurs, path_ + " is no letter book of SimpleBitcoin");
    if (network != to_text(network_)) {
        return refuse(NotOurs, path_ +
                                   " holds the letters of another network: use another key "
                                   "file here");
    }
    return salt;
}

Result<message::LetterBook, LetterFileError> LetterFile::read() {
    was_.clear();
    auto text = read_file(path_, largest_file, Readers::OwnerOnly);
    if (!text && text.error().reason == FileError::Missing) return message::LetterBook{};
    if (!text) return refuse(Cannot, text.error().text);
    const std::string_view whole{*text};
    const std::size_t end = whole.substr(0, longest_line).find('\n');
    if (end == std::string_view::npos) {
        return refuse(NotOurs, path_ + " is no letter book of SimpleBitcoin");
    }
    const auto salt = salt_in(whole.substr(0, end));
    if (!salt) return refuse(salt.error().reason, salt.error().text);
    const auto plain = crypto::open(key(*salt), nonce, as_bytes(whole.substr(0, end + 1)),
                                    as_bytes(whole.substr(end + 1)));
    if (!plain) {
        return refuse(Damaged, path_ +
                                   " is damaged, or was sealed for another key than the first "
                                   "one of this wallet: use another copy of it, or move it "
                                   "away to begin anew");
    }
    auto book = message::decode_letter_book(plain->reveal());
    if (!book) {
        return refuse(Damaged, path_ + " was sealed by another program: " + book.error().text);
    }
    was_ = std::move(*text);
    return std::move(*book);
}

Result<void, LetterFileError> LetterFile::write(const message::LetterBook& book) {
    Salt salt{};
    crypto::fill_with_random(salt);
    std::string becomes = line_of(network_, salt);
    const crypto::SecretText plain = message::encode(book);
    becomes += as_text(crypto::seal(key(salt), nonce, as_bytes(becomes), as_bytes(plain.reveal())));
    if (becomes.size() > largest_file) return refuse(Cannot, "there are too many letters");
    const auto written = was_.empty() ? create_file(path_, becomes, Readers::OwnerOnly)
                                      : replace_file(path_, {was_, becomes});
    if (written) {
        was_ = std::move(becomes);
        return {};
    }
    const auto why = written.error().reason;
    if (why == FileError::Changed || why == FileError::Exists) {
        return refuse(Changed, "another program has written " + path_ + " meanwhile");
    }
    return refuse(Cannot, written.error().text);
}

bool LetterFile::keep(const message::LetterBook& book) {
    kept_ = write(book);
    return kept_.has_value();
}

}  // namespace sbc::light
