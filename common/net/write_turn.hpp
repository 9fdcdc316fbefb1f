#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/execution_context.hpp>
#include <cstdint>
#include <memory>
#include <vector>

namespace sbc::net {

class Connection;

// A turn: the handlers of an io_context that run one after the other until what was sent meanwhile
// is written. The first message to a peer goes out at once; those that follow in the same turn
// gather, so that a hundred of them cost two system calls, and end the turn for thousands of peers
// in one handler. A service of Asio's: each io_context has one, and takes it along when it goes.
class WriteTurn : public asio::execution_context::service {
public:
    static inline asio::execution_context::id id;

    explicit WriteTurn(asio::execution_context& context)
        : asio::execution_context::service{context} {}
    [[nodiscard]] static WriteTurn& of(const asio::any_io_executor& executor) {
        return asio::use_service<WriteTurn>(executor.context());
    }

    // Of the turn that runs now, never 0. The executor, here and below, is of this io_context.
    [[nodiscard]] std::uint64_t number(const asio::any_io_executor& executor);
    // To be written at its end: once for each connection and turn.
    void add(std::shared_ptr<Connection> connection, const asio::any_io_executor& executor);

private:
    void end();
    void shutdown() override { waiting_.clear(); }

    std::uint64_t number_ = 1;
    bool end_is_posted_ = false;
    std::vector<std::shared_ptr<Connection>> waiting_;
};

}  // namespace sbc::net
