#include "ranking/page_file.hpp"

#include "../../scratch_folder.hpp"
#include "base/file.hpp"
#include "catch.hpp"
#include "ranking/page.hpp"

using sbc::ranking::keep_page;

namespace {

std::string page_after(std::uint64_t blocks) { return sbc::ranking::to_html({"n", blocks, {}}); }
std::string in_file(const std::string& path) {
    return sbc::read_file(path, 1'000'000).value_or("no such file");
}

}  // namespace

TEST_CASE("a page is made, and replaced by the next one", "[ranking]") {
    const ScratchFolder folder;
    const std::string path = folder / "ranking.html";
    keep_page(path, {});
    CHECK(in_file(path) == "no such file");
    keep_page(path, page_after(1));
    CHECK(in_file(path) == page_after(1));
    keep_page(path, page_after(2));
    CHECK(in_file(path) == page_after(2));
    keep_page("", page_after(3));
    CHECK(in_file(path) == page_after(2));
}

TEST_CASE("what is no page of a ranking is never overwritten", "[ranking]") {
    const ScratchFolder folder;
    const std::string path = folder / "my.keys";
    REQUIRE(sbc::create_file(path, "the keys to everything"));
    keep_page(path, page_after(1));
    CHECK(in_file(path) == "the keys to everything");
    REQUIRE(sbc::create_file(folder / "empty", ""));
    keep_page(folder / "empty", page_after(1));
    CHECK(in_file(folder / "empty").empty());
}
