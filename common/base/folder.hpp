#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/file.hpp"

// The inside of file.hpp: what the system offers, as values that close themselves.
namespace sbc::files {

using Refused = tl::unexpected<Refusal<FileError>>;

// What the system's error number means for this file, with what to do.
[[nodiscard]] Refused refused(const std::string& path, int error);
[[nodiscard]] Refused changed(const std::string& path);

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor();
    [[nodiscard]] bool open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

// These return 0, or the system's number of what went wrong.
//
// Nobody holds a lock for longer than a small write takes, and whoever is killed holds none: so it
// waits for half a second, then says EWOULDBLOCK.
[[nodiscard]] int lock(const Descriptor& file);
[[nodiscard]] int write_all(const Descriptor& file, std::string_view text);

// What is known about a file; refused, if it is a folder, a device or a pipe.
[[nodiscard]] Result<struct stat, FileError> inspect(const Descriptor& file,
                                                     const std::string& path);
// All of it, if that is at most max_bytes.
[[nodiscard]] Result<std::string, FileError> read_all(const Descriptor& file,
                                                      const std::string& path,
                                                      std::size_t max_bytes);

// The place of a file that is written. It is reached through the descriptor of its folder: whatever
// is renamed meanwhile, the file, its unfinished form and the names that are made durable stay
// together.
struct Folder {
    [[nodiscard]] static Result<Folder, FileError> of(const std::string& path);

    Descriptor descriptor;
    std::string path;        // of the file, as it was given
    std::string name;        // of the file, in the folder
    std::string unfinished;  // the name that it has while it is written

    // Never through a symbolic link, and never waiting for a pipe.
    [[nodiscard]] Descriptor open(const std::string& which, int flags, mode_t mode = 0) const;
    // Whether this name still means the file that was opened.
    [[nodiscard]] bool names(const std::string& which, const Descriptor& file) const;
    [[nodiscard]] bool has(const std::string& which) const;
    [[nodiscard]] int remove(const std::string& which) const;
    // Lets its owner read and write it, which only the owner can do; no file of a second name.
    [[nodiscard]] int allow_owner(const std::string& which) const;
    [[nodiscard]] int keep() const;  // makes the names durable
};

}  // namespace sbc::files
