#include "light/kept_headers.hpp"

#include "base/console.hpp"
#include "base/file.hpp"

namespace sbc::light {
namespace {

constexpr std::size_t largest = 160'000'000;  // two million headers

}  // namespace

std::string read_headers(const std::string& path) {
    if (path.empty()) return {};
    auto text = read_file(path, largest);
    return text ? std::move(*text) : std::string{};
}

void keep_headers(const std::string& path, const std::string& before, const std::string& now) {
    if (now == before) return;
    const auto kept = before.empty() ? create_file(path, now) : replace_file(path, {before, now});
    if (!kept) log_detail("the headers are not kept: " + kept.error().text);
}

}  // namespace sbc::light
