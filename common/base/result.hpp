#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace sbc {

// Why something was refused: a reason for the program to act on, and a sentence for people that
// says what was expected, what came, and what to do. Each layer has its own enum of reasons.
template <class Reason>
struct Refusal {
    Reason reason;
    std::string text;
};

// A value, or the refusal that stands in its place. What a peer, a file or a user sends fails this
// way and never by an exception. Shaped like C++23's std::expected.
template <class T, class Reason>
using Result = tl::expected<T, Refusal<Reason>>;

// `return refuse(FrameError::TooLarge, "…");` makes any Result<T, FrameError>.
template <class Reason>
[[nodiscard]] tl::unexpected<Refusal<Reason>> refuse(Reason reason, std::string text) {
    return tl::unexpected(Refusal<Reason>{reason, std::move(text)});
}

// Hands a refusal on unchanged, out of a function that returns another kind of value.
template <class T, class Reason>
[[nodiscard]] tl::unexpected<Refusal<Reason>> pass_on(Result<T, Reason>& failed) {
    return tl::unexpected(std::move(failed.error()));
}

}  // namespace sbc
