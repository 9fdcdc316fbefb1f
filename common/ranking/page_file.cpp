#include "ranking/page_file.hpp"

#include "base/console.hpp"
#include "base/file.hpp"
#include "ranking/page.hpp"

namespace sbc::ranking {

namespace {

void complain(const std::string& why) { log_error("the ranking is not on its page: " + why); }

}  // namespace

void keep_page(const std::string& path, const std::optional<std::string>& html) {
    constexpr std::size_t largest = 100'000'000;
    if (path.empty() || !html) return;
    const auto was = read_file(path, largest);
    if (!was && was.error().reason != FileError::Missing) return complain(was.error().text);
    if (was && !is_page(*was)) {
        return complain(path + " is no page of a ranking, so it stays as it is: name another file");
    }
    const auto kept = was ? replace_file(path, {*was, *html}) : create_file(path, *html);
    if (!kept) complain(kept.error().text);
}

}  // namespace sbc::ranking
