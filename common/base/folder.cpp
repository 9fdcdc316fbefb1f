#include "base/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <system_error>
#include <thread>

namespace sbc::files {
namespace {

using enum FileError;

Refusal<FileError> explained(int error) {
    switch (error) {
        case ENOENT: return {Missing, "there is no such file"};
        case ENOTDIR: return {NoFolder, "what stands before the last / is not a folder"};
        case EISDIR: return {IsAFolder, "it is a folder: name a file in it"};
        case ELOOP: return {IsALink, "it is a symbolic link: name the file that it leads to"};
        case EACCES:
        case EPERM: return {NotAllowed, "this account may not: see who owns it, and its folder"};
        case EROFS: return {NotAllowed, "this disk can only be read: choose another"};
        case EEXIST: return {Exists, "it exists, and is not overwritten: choose another name"};
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return {DiskFull, "there is no room left: make some, then try again"};
        case EWOULDBLOCK: return {Busy, "another program is writing it: try again"};
        case ENOLCK:
        case ENOTSUP:
        case ENOSYS: return {Unsuitable, "this disk keeps no locks or permissions: choose another"};
        case ENAMETOOLONG: return {Failed, "such a long name cannot be: choose a shorter one"};
        default: return {Failed, std::generic_category().message(error)};
    }
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

// --- why something is refused
// ---------------------------------------------------------------------

Refused refused(const std::string& path, int error) {
    const std::string folder = folder_of(path);
    if (error == ENOENT && ::access(folder.c_str(), F_OK) != 0) {
        return refuse(NoFolder,
                      path + ": there is no folder " + folder + ": create it, or choose another");
    }
    Refusal<FileError> why = explained(error);
    return refuse(why.reason, path + ": " + why.text);
}

Refused changed(const std::string& path) {
    return refuse(Changed, path + ": another program has changed it meanwhile: read it again");
}

// --- descriptors
// ----------------------------------------------------------------------------------

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

int lock(const Descriptor& file) {
    for (int tries = 0; ::flock(file.number(), LOCK_EX | LOCK_NB) != 0; ++tries) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || tries == 100) return errno;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return 0;
}

int write_all(const Descriptor& file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(file.number(), text.data(), text.size());
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

Result<struct stat, FileError> inspect(const Descriptor& file, const std::string& path) {
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return refused(path, errno);
    if (S_ISDIR(about.st_mode)) return refused(path, EISDIR);
    if (!S_ISREG(about.st_mode)) return refuse(NotAFile, path + ": it is a device or a pipe");
    return about;
}

Result<std::string, FileError> read_all(const Descriptor& file, const std::string& path,
                                        std::size_t max_bytes) {
    auto about = inspect(file, path);
    if (!about) return pass_on(about);
    const auto too_large = [&](std::uintmax_t size) {
        return refuse(TooLarge, path + ": it has " + std::to_string(size) +
                                    " bytes or more, where at most " + std::to_string(max_bytes) +
                                    " are expected: is it the right file?");
    };
    const auto size = static_cast<std::uintmax_t>(about->st_size);
    if (size > max_bytes) return too_large(size);
    // Up to the end, or one byte more than it may have: a file can grow while it is read.
    std::string text(static_cast<std::size_t>(size) + 1, '\0');
    std::size_t length = 0;
    while (true) {
        const ssize_t count = ::read(file.number(), text.data() + length, text.size() - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return refused(path, errno);
        if (count == 0) break;
        length += static_cast<std::size_t>(count);
        if (length > max_bytes) return too_large(length);
        if (length == text.size()) text.resize(std::min(2 * length, max_bytes + 1));
    }
    text.resize(length);
    return text;
}

// --- folders
// --------------------------------------------------------------------------------------

Result<Folder, FileError> Folder::of(const std::string& path) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (name.empty()) return refused(path, path.empty() ? ENOENT : EISDIR);
    const std::string folder = folder_of(path);
    Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!opened.open()) return refused(path, errno);
    return Folder{std::move(opened), path, name, name + ".unfinished"};
}

Descriptor Folder::open(const std::string& which, int flags, mode_t mode) const {
    const int all = flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    return Descriptor{::openat(descriptor.number(), which.c_str(), all, mode)};
}

bool Folder::names(const std::string& which, const Descriptor& file) const {
    struct stat there {};
    struct stat here {};
    return ::fstatat(descriptor.number(), which.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           ::fstat(file.number(), &here) == 0 && there.st_ino == here.st_ino &&
           there.st_dev == here.st_dev;
}

bool Folder::has(const std::string& which) const {
    struct stat there {};
    return ::fstatat(descriptor.number(), which.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0;
}

int Folder::remove(const std::string& which) const {
    return ::unlinkat(descriptor.number(), which.c_str(), 0) == 0 ? 0 : errno;
}

int Folder::allow_owner(const std::string& which) const {
    const int at = descriptor.number();
    struct stat about {};
    if (::fstatat(at, which.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return errno;
    if (!S_ISREG(about.st_mode) || about.st_nlink != 1) return EACCES;
    return ::fchmodat(at, which.c_str(), S_IRUSR | S_IWUSR, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
}

int Folder::keep() const {
    // Some file systems know no such thing, and have no need of it.
    return ::fsync(descriptor.number()) == 0 || errno == EINVAL ? 0 : errno;
}

}  // namespace sbc::files
