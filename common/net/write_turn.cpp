#include "net/write_turn.hpp"

#include <asio/post.hpp>
#include <utility>

#include "net/connection.hpp"

namespace sbc::net {

std::uint64_t WriteTurn::number(const asio::any_io_executor& executor) {
    if (!std::exchange(end_is_posted_, true)) asio::post(executor, [this] { end(); });
    return number_;
}

void WriteTurn::add(std::shared_ptr<Connection> connection, const asio::any_io_executor& executor) {
    (void)number(executor);
    waiting_.push_back(std::move(connection));
}

void WriteTurn::end() {
    end_is_posted_ = false;
    ++number_;
    const auto connections = std::exchange(waiting_, {});
    for (const auto& connection : connections) connection->on_turn_end();
}

}  // namespace sbc::net
