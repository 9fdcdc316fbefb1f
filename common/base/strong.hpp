#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <utility>

namespace sbc {

// A value with a meaning of its own: `using Height = Strong<struct HeightTag, std::uint32_t>;`.
// Two of them with different tags never mix, so arguments that are swapped do not compile.
template <class Tag, class Rep>
class Strong {
public:
    constexpr Strong() = default;
    constexpr explicit Strong(Rep value) : value_{std::move(value)} {}

    [[nodiscard]] constexpr const Rep& value() const { return value_; }

    friend constexpr bool operator==(const Strong&, const Strong&) = default;
    friend constexpr auto operator<=>(const Strong&, const Strong&) = default;

private:
    Rep value_{};
};

}  // namespace sbc

template <class Tag, class Rep>
struct std::hash<sbc::Strong<Tag, Rep>> {
    std::size_t operator()(const sbc::Strong<Tag, Rep>& strong) const noexcept {
        return std::hash<Rep>{}(strong.value());
    }
};
