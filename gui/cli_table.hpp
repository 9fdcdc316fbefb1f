#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sbc::gui {

// How many columns of a terminal a text takes: two for each Chinese, Japanese or Korean character
// and each picture, none for what stands on top of another. Text that is not UTF-8 counts bytes.
[[nodiscard]] std::size_t display_width(std::string_view text);

// Rows whose columns stand below each other. Text from elsewhere has gone through printable().
class Table {
public:
    enum class Align { Left, Right };
    explicit Table(std::initializer_list<Align> columns) : columns_{columns} {}

    void row(std::vector<std::string> cells);  // as many as there are columns
    [[nodiscard]] std::string to_text() const;

private:
    std::vector<Align> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace sbc::gui
