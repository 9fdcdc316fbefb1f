#include <algorithm>
#include <cmath>

#include "gui/explorer/curves.hpp"

namespace sbc::gui {

std::vector<Extent> reduced(std::size_t count, std::size_t columns,
                            const std::function<double(std::size_t)>& value) {
    const auto wanted = std::min(count, columns);
    std::vector<Extent> extents;
    extents.reserve(wanted);
    for (std::size_t column = 0; column < wanted; ++column) {
        const auto from = column * count / wanted;
        const auto to = (column + 1) * count / wanted;
        Extent extent{value(from), value(from)};
        for (auto at = from + 1; at < to; ++at) {
            const double each = value(at);
            extent = {std::min(extent.low, each), std::max(extent.high, each)};
        }
        extents.push_back(extent);
    }
    return extents;
}

std::vector<double> round_numbers(double from, double to, int about) {
    const double span = to - from;
    if (!(span > 0) || !std::isfinite(span)) return {from};
    const double rough = span / std::max(about, 1);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = power * 10;
    for (const double each : {1.0, 2.0, 5.0}) {
        if (power * each >= rough * 0.999) {
            step = power * each;
            break;
        }
    }
    std::vector<double> numbers;
    // A little tolerance: 3 * 0.1 is not quite 0.3. And an end, for a step may be too small to
    // add.
    for (double at = std::ceil(from / step - 1e-9); at * step <= to + step * 1e-9; ++at) {
        numbers.push_back(at * step);
        if (numbers.size() > 4 * static_cast<std::size_t>(std::max(about, 1))) break;
    }
    return numbers;
}

}  // namespace sbc::gui
