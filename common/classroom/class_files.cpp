#include "classroom/class_files.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/file.hpp"
#include "base/hex.hpp"
#include "base/json.hpp"
#include "crypto/address.hpp"
#include "crypto/random_bytes.hpp"

namespace sbc::classroom {
namespace {

using crypto::SecretText;
using crypto::SigningKey;
using Students = std::vector<Faucet::Student>;

constexpr std::size_t digits = 64;
// More than so many students take: {"address":"…","name":"…"}, with each byte of a name escaped.
constexpr std::size_t largest_students_file = most_students * 400;

std::string path_of(const std::string& folder, std::string_view file) {
    return folder + "/" + std::string{file};
}

FilesError reason_of(FileError error) {
    switch (error) {
        case FileError::NoFolder: return FilesError::NoFolder;
        case FileError::ForOthers: return FilesError::ForOthers;
        case FileError::TooLarge: return FilesError::Damaged;
        case FileError::Exists:
        case FileError::Changed:
        case FileError::Busy: return FilesError::Changed;
        default: return FilesError::NoAccess;
    }
}
auto refused(const Refusal<FileError>& why) { return refuse(reason_of(why.reason), why.text); }

// --- the key ---

std::optional<std::uint8_t> value_of(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    return std::nullopt;
}

// Leaves no copy of what it reads.
std::optional<SigningKey::Seed> read_seed(std::string_view text) {
    if (text.size() != digits + 1 || text.back() != '\n') return std::nullopt;
    SigningKey::Seed seed;
    for (std::size_t i = 0; i < digits / 2; ++i) {
        const auto high = value_of(text[2 * i]);
        const auto low = value_of(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        seed.fill()[i] = static_cast<std::uint8_t>(*high << 4 | *low);
    }
    return seed;
}

tl::unexpected<Refusal<FilesError>> damaged_key(const std::string& path) {
    return refuse(FilesError::Damaged,
                  path +
                      " is damaged: one line of 64 hex digits is expected, as it was written. "
                      "Put a copy of it in its place; without one this class has no host any "
                      "more, and another class has to be made, in another folder");
}

// Nothing: there is none yet.
Result<std::optional<SigningKey>, FilesError> read_key(const std::string& path) {
    auto read = read_file(path, digits + 1, Readers::OwnerOnly);
    if (!read && read.error().reason == FileError::Missing) return std::nullopt;
    if (!read && read.error().reason == FileError::TooLarge) return damaged_key(path);
    if (!read) return refused(read.error());
    const SecretText text{std::move(*read)};
    auto seed = read_seed(text.reveal());
    if (seed) return SigningKey{std::move(*seed)};
    return damaged_key(path);
}

// --- the students ---

tl::unexpected<Refusal<FilesError>> damaged_students(const std::string& path,
                                                     const std::string& why) {
    return refuse(FilesError::Damaged,
                  path + " is damaged: " + why +
                      ". Put a copy of it in its place; or remove it, and whoever asks is given "
                      "points again");
}

Faucet::Student read_student(JsonReader& json) {
    Faucet::Student student;
    student.name = json.text("name", longest_nick);
    const std::string address = json.text("address", crypto::address_size);
    if (!is_nick(student.name)) json.fault(JsonError::OutOfRange, "this is no name");
    const auto key = crypto::from_address(address);
    if (key && crypto::to_address(*key) == address) {
        student.address = *key;
    } else {
        json.fault(JsonError::OutOfRange, "this is no address");
    }
    return student;
}

std::string text_of(const Students& students) {
    std::vector<std::string> lines;
    for (const Faucet::Student& student : students) {
        JsonWriter json;
        json.text("address", crypto::to_address(student.address)).text("name", student.name);
        lines.push_back(json.to_text());
    }
    return JsonWriter{}.objects("students", lines).to_text() + "\n";
}

// Each name once, and each address.
bool each_once(const Students& students) {
    std::set<std::string> names;
    std::set<crypto::PublicKey> addresses;
    return std::all_of(students.begin(), students.end(), [&](const Faucet::Student& student) {
        return names.insert(student.name).second && addresses.insert(student.address).second;
    });
}

}  // namespace

Result<SigningKey, FilesError> find_or_make_key(const std::string& folder) {
    const std::string path = path_of(folder, key_file);
    auto found = read_key(path);
    if (!found) return pass_on(found);
    if (*found) return std::move(**found);
    SigningKey made{crypto::random_secret<32>()};
    SecretText text{to_hex(made.seed().reveal())};
    text.append("\n");
    const auto created = create_file(path, text.reveal(), Readers::OwnerOnly);
    if (!created) return refused(created.error());
    return made;
}

Result<Students, FilesError> read_students(const std::string& folder) {
    const std::string path = path_of(folder, students_file);
    auto text = read_file(path, largest_students_file);
    if (!text && text.error().reason == FileError::Missing) return Students{};
    if (!text && text.error().reason == FileError::TooLarge) {
        return damaged_students(path, text.error().text);
    }
    if (!text) return refused(text.error());
    if (text->empty() || text->back() != '\n') return damaged_students(path, "its end is missing");
    text->pop_back();
    JsonLimits limits;
    limits.max_bytes = largest_students_file;
    limits.canonical = true;
    auto json = JsonReader::parse(*text, limits);
    if (!json) return damaged_students(path, json.error().text);
    Students students;
    json->each_inside("students", most_students,
                      [&](JsonReader& inside) { students.push_back(read_student(inside)); });
    if (const auto read = json->finish(); !read) return damaged_students(path, read.error().text);
    if (!each_once(students)) return damaged_students(path, "somebody is named twice");
    return students;
}

Result<void, FilesError> keep_students(const std::string& folder, const Students& students) {
    if (students.size() > most_students) {
        return refuse(FilesError::TooMany, "more than " + std::to_string(most_students) +
                                               " students are too many for one class");
    }
    const std::string path = path_of(folder, students_file);
    const std::string now = text_of(students);
    const auto before = read_file(path, largest_students_file);
    if (!before && before.error().reason != FileError::Missing) return refused(before.error());
    if (before && *before == now) return {};
    const auto kept = before ? replace_file(path, {*before, now}) : create_file(path, now);
    if (!kept) return refused(kept.error());
    return {};
}

}  // namespace sbc::classroom
