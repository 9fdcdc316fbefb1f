#include "ranking/page_file.hpp"

#include "base/console.hpp"
#include "base/file.hpp"

namespace sbc::ranking {

void keep_page(const std::string& path, const std::optional<std::string>& html) {
    constexpr std::size_t largest = 100'000'000;
    if (path.empty() || !html) return;
    const auto was = read_file(path, largest);
    const auto kept = was ? replace_file(path, {*was, *html}) : create_file(path, *html);
    if (!kept) log_error("the ranking is not on its page: " + kept.error().text);
}

}  // namespace sbc::ranking
