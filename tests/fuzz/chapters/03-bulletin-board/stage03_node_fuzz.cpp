// Stage 03's nodes with a board and a chat, under a hostile peer: whatever comes on three links, in
// any order and at any time, every message that they send is one that others accept, every link
// they speak on is open, and no board takes more posts than it may.
#include <cstdlib>
#include <set>

#include "board.hpp"
#include "chat.hpp"
#include "core_node.hpp"
#include "edge_node.hpp"

namespace {

using namespace stage;

Address at(std::uint16_t port) { return Address::from("127.0.0.1", port).value(); }

// Takes a node's actions, and stops at one that no driver or peer should see.
class Watch {
public:
    void opened(LinkId link) { open_.insert(link); }
    void closed(LinkId link) { open_.erase(link); }
    [[nodiscard]] bool is_open(LinkId link) const { return open_.contains(link); }
    [[nodiscard]] bool any_open() const { return !open_.empty(); }
    void check(const Actions& actions) {
        for (const Action& action : actions) {
            if (const auto* send = std::get_if<Send>(&action)) {
                if (!open_.contains(send->link) || !decode(encode(send->message))) std::abort();
            }
            if (std::holds_alternative<Publish>(action)) std::abort();  // it is a Spread by now
            // A link that has gone may be closed once more: the switchboard takes that in its
            // stride.
            if (const auto* close = std::get_if<Close>(&action)) open_.erase(close->link);
        }
    }

private:
    std::set<LinkId> open_;
};

// An edge dials only when it has no core: its links open one at a time.
template <class Node>
void play(Node& node, sbc::ByteView script, bool one_at_a_time) {
    Watch watch;
    Moment moment{sbc::Instant{std::chrono::hours{1}},
                  std::chrono::sys_seconds{std::chrono::seconds{1'800'000'000}}, 1};
    std::uint64_t links = 0;
    watch.check(node.on_time(moment));
    while (script.size() >= 2) {
        const unsigned what = script[0] % 8u;
        const LinkId link{1u + script[1] % 3u};
        script = script.subspan(2);
        moment.fresh = moment.fresh * 6364136223846793005U + 1442695040888963407U;
        if (what == 0) {
            moment.now += std::chrono::seconds{3};
            moment.wall += std::chrono::seconds{3};
            watch.check(node.on_time(moment));
        } else if (what == 1 && links < 3 && !(one_at_a_time && watch.any_open())) {
            const LinkId opened{++links};
            const bool dialed = links % 2 == 1;
            watch.opened(opened);
            watch.check(node.opened(opened, at(static_cast<std::uint16_t>(5000 + links)),
                                    dialed ? Direction::Dialed : Direction::Accepted, moment));
        } else if (what == 2 && watch.is_open(link)) {
            watch.closed(link);
            watch.check(node.closed(link, "gone", moment));
        } else if (what == 3) {
            watch.check(node.dial_failed(at(5001), "nobody", moment));
        } else if (what >= 4) {
            const std::size_t size =
                std::min<std::size_t>(script.size(), std::size_t{100} * (what - 3u));
            const auto text = sbc::as_text(script.first(size));
            const std::size_t length = std::min(text.find('\n'), size);
            if (what == 7) {
                watch.check(node.typed(std::string{text.substr(0, length)}, moment));
            } else if (watch.is_open(link)) {
                watch.check(node.received(link, script.first(length), moment));
            }
            script = script.subspan(std::min(size, length + 1));
        }
        (void)node.deadline();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const sbc::ByteView script{data + 1, size - 1};
    Board board{"fuzz"};
    Chat chat{"fuzz"};
    const std::vector<Application*> applications{&board, &chat};
    if (data[0] % 2 == 0) {
        CoreSettings settings;
        settings.hello = {.network = "n", .role = Role::Core, .port = 5000, .id = NodeId{500}};
        settings.self = at(5000);
        settings.seeds = {at(5001)};
        settings.max_edges = 1;
        settings.naive = data[0] % 4 == 2;
        CoreNode core{settings, applications};
        play(core, script, false);
    } else {
        EdgeSettings settings;
        settings.hello = {.network = "n", .id = NodeId{600}};
        settings.cores = {at(5001)};
        EdgeNode edge{settings, applications};
        play(edge, script, true);
    }
    std::set<MessageId> ids;
    for (const Post& post : board.posts()) {
        if (!ids.insert(post.id).second || post.text.empty()) std::abort();
    }
    if (ids.size() > most_posts) std::abort();
    return 0;
}
