// node::LightWallet with cores that lie as they like: what they say is an honest core's, altered,
// lost, doubled, late, or nothing but bytes. Whatever comes, what the wallet says can be read, it
// comes to rest, and it never believes in more points than there are.
#include <cstdlib>

#include "../common/node/light_scene.hpp"
#include "script.hpp"

namespace {

using namespace light;

constexpr std::size_t most_letters = 200;

// Blocks that pay Bob, one in which he spends, and one beside them.
struct World {
    Core core;
    std::uint64_t received = 0;
    std::string waiting;
    World() {
        const std::string first = coinbase(1, "bob");
        core.add(core.next({first}, 0));
        for (std::uint64_t h = 2; h < 6; ++h) core.add(core.next({coinbase(h, "bob", h)}, h - 1));
        core.add(core.next({coinbase(6, "carol"), payment({{id(first), 0}}, "bob",
                                                          {{address("bob"), Amount{50}},
                                                           {address("carol"), Amount{49}}})},
                           5));
        core.add(core.next({coinbase(6, "bob", 7)}, 5));
        waiting = payment({{id(coinbase(2, "bob", 2)), 0}}, "bob", {{address("dora"), Amount{1}}});
        (void)core.pay(waiting, {beginning, core.wall(), 1});
        received = 100 + 2 + 3 + 4 + 5 + 50 + 7;
    }
};

class Play {
public:
    Play(Core& core, std::uint64_t most, sbc::ByteView script)
        : core_{core}, most_{most}, script_{script} {}

    void run() {
        watched(wallet_.add_key(address("bob"), "", Past::Some).has_value());
        while (!script_.empty()) {
            const unsigned what = next() % 12;
            if (what < 6) hear(what);
            if (what == 6) join();
            if (what == 7) leave();
            if (what == 8) wait(std::chrono::milliseconds{100 * (1 + next())});
            if (what == 9) bytes_from(links_.empty() ? LinkId{1} : links_.back());
            if (what == 10)
                (void)wallet_.add_key(address(next() % 2 == 0 ? "carol" : "dora"), "", Past::Some);
            if (what == 11 && wallet_.take_headers(text(), moment().wall) > 100) std::abort();
            check();
        }
        (void)wallet_.state();
    }

private:
    struct Letter {
        LinkId link;
        LightMessage message;
    };
    void watched(bool so) {
        if (!so) std::abort();
    }
    std::uint8_t next() { return script_.next(); }
    std::string text() { return script_.text(); }
    [[nodiscard]] Moment moment() {
        return {now_, core_.wall() + std::chrono::floor<std::chrono::seconds>(now_ - beginning),
                ++fresh_};
    }

    void join() {
        if (links_.size() == 2) return;
        const LinkId link{++links_so_far_};
        links_.push_back(link);
        core_says(core_.service.joined(link, moment()));
        wallet_says(wallet_.joined(link, moment()));
    }
    void leave() {
        if (!links_.empty()) lose(links_[next() % links_.size()]);
    }
    void lose(LinkId link) {
        if (std::erase(links_, link) == 0) return;
        (void)core_.service.left(link);
        std::erase_if(letters_, [&](const Letter& one) { return one.link == link; });
        wallet_says(wallet_.left(link));
    }
    void bytes_from(LinkId link) { wallet_says(wallet_.direct(link, text(), moment())); }
    void hear(unsigned how) {
        if (letters_.empty()) return;
        Letter letter = letters_.front();
        if (how != 1) letters_.pop_front();        // 1: it will come again
        if (how == 2) letters_.push_back(letter);  // later
        if (how == 2 || how == 3) return;          // 3: lost
        if (how >= 4) std::visit([this](auto& one) { this->alter(one); }, letter.message);
        wallet_says(wallet_.direct(letter.link, encode(letter.message), moment()));
    }

    void alter(Tip& tip) {
        const auto how = next();
        if (how % 3 == 0) tip.height = Height{next()};
        if (how % 3 == 1) tip.work += sbc::U256{next()};
        if (how % 3 == 2) tip.tip.bytes[how % 32] ^= next();
    }
    void alter(Headers& message) {
        if (message.headers.empty()) return;
        auto& header = message.headers[next() % message.headers.size()];
        const auto how = next();
        if (how % 4 == 0) header.nonce = sbc::chain::Nonce{next()};
        if (how % 4 == 1) header.time += std::chrono::seconds{next()};
        if (how % 4 == 2) message.headers.pop_back();
        if (how % 4 == 3) message.headers.push_back(header);
    }
    void alter(Records& message) {
        const auto how = next();
        if (how % 8 == 0) message.above = Height{next() % 8U};
        if (how % 8 == 1) message.upto = Height{next() % 8U};
        if (message.records.empty()) return;
        Record& record = message.records[next() % message.records.size()];
        if (how % 8 == 2) record.height = Height{next() % 8U};
        if (how % 8 == 3) record.index = next() % 3U;
        if (how % 8 == 4 && !record.spends.empty()) record.spends[0].address = address("carol");
        if (how % 8 == 5)
            record.siblings.push_back(record.siblings.empty() ? Hash{} : record.siblings[0]);
        if (how % 8 == 6) message.records.erase(message.records.begin());
        if (how % 8 == 7) alter(record.transaction);
    }
    void alter(Waiting& message) {
        for (auto& one : message.payments) {
            if (next() % 2 == 0) alter(one.payment);
            if (next() % 2 == 0) one.spends.clear();
        }
    }
    void alter(std::string& transaction) {
        const std::size_t at = transaction.find("amount\":");
        if (at != std::string::npos) transaction[at + 8] = static_cast<char>('1' + next() % 9);
    }
    void alter(Gone& message) { message.id.bytes[next() % 32] ^= next(); }
    void alter(Paid& message) { message.id.bytes[next() % 32] ^= next(); }
    template <class Message>
    void alter(Message&) {}

    void wait(sbc::Duration time) {
        const Instant end = now_ + time;
        for (int in_vain = 0; wallet_.deadline() <= end; ++in_vain) {
            if (in_vain > 2'000) std::abort();
            now_ = std::max(now_, wallet_.deadline());
            wallet_says(wallet_.on_time(moment()));
        }
        now_ = end;
        core_says(core_.service.on_time(moment()));
    }
    void core_says(const Actions& actions) {
        for (const auto& action : actions) {
            const auto* send = std::get_if<sbc::p2p::Send>(&action);
            if (send == nullptr || letters_.size() >= most_letters) continue;
            const auto& body = std::get<sbc::p2p::Direct>(send->message).body;
            letters_.push_back({send->link, *decode_light_message(body)});
        }
    }
    void wallet_says(const Actions& actions) {
        if (actions.size() > 300) std::abort();
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                const auto& body = std::get<sbc::p2p::Direct>(send->message).body;
                if (!decode_light_message(body)) std::abort();
                core_says(core_.service.direct(send->link, body, moment()));
            }
            if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) lose(close->link);
        }
    }
    void check() {
        const auto balance = wallet_.wallet().balance();
        if (balance.spendable.value() + balance.maturing.value() > most_) std::abort();
        if (wallet_.state().read > wallet_.state().headers) std::abort();
        if (wallet_.notices().size() > 100) std::abort();
    }

    Core& core_;
    std::uint64_t most_;
    fuzz::Script script_;
    LightWallet wallet_{network(), rules()};
    std::vector<LinkId> links_;
    std::deque<Letter> letters_;
    std::uint64_t links_so_far_ = 0;
    std::uint64_t fresh_ = 0;
    Instant now_ = beginning;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // Carol's and Dora's keys may be added: what they have got counts as well. All that was mined.
    World world;
    Play{world.core, world.received + 1'000, {data, size}}.run();
    return 0;
}
