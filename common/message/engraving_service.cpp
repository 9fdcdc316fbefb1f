#include "message/engraving_service.hpp"

#include <algorithm>
#include <iterator>

namespace sbc::message {
namespace {

constexpr std::size_t most_told_bytes = 400'000;  // of what waits, at once to one link

using chain::StoreError;
using p2p::broke_the_rules;
using p2p::LinkId;
using p2p::Moment;

p2p::Direct as_direct(const EngravingMessage& message) {
    return {std::string{engraved_app}, encode(message)};
}

std::optional<Engraved> read(const node::ShownPayment& shown) {
    if (!may_engrave(shown.payment)) return std::nullopt;
    const auto checked = ledger::check_transaction(shown.payment);
    if (!checked) return std::nullopt;
    std::vector<PublicKey> owners;
    owners.reserve(shown.spends.size());
    for (const node::Spend& spend : shown.spends) owners.push_back(spend.address);
    return engraving_in(*checked, owners);
}

}  // namespace

FindWaiting waiting_in(const node::FullNode& node) {
    return [&node](const Hash& id) -> std::optional<node::ShownPayment> {
        const node::WaitingPayment* waiting = node.mempool().find(id);
        if (waiting == nullptr) return std::nullopt;
        node::ShownPayment shown{waiting->text, {}};
        for (const ledger::Output& output : node.mempool().spends(*waiting)) {
            shown.spends.push_back({output.to, output.amount});
        }
        return shown;
    };
}

EngravingService::EngravingService(const chain::Chain& chain, const chain::BlockStore& store,
                                   EngravingIndex& index, FindWaiting find,
                                   EngravingServiceLimits limits)
    : chain_{chain},
      store_{store},
      index_{index},
      find_{std::move(find)},
      limits_{limits},
      questions_{limits.questions} {
    index_.when_changed([this](Height from) { news_ = std::min(news_.value_or(from), from); });
}

EngravingService::~EngravingService() { index_.when_changed({}); }

void EngravingService::say(LinkId to, const EngravingMessage& message) {
    out_.send(to, as_direct(message));
}

void EngravingService::send_away(LinkId id, unsigned penalty) {
    out_.add(p2p::Close{id, penalty});
    (void)left(id);
}

// --- events --------------------------------------------------------------------------------------

p2p::Actions EngravingService::joined(LinkId wallet, Moment) {
    if (links_.size() < limits_.most_links) links_.try_emplace(wallet);
    return {};
}

p2p::Actions EngravingService::left(LinkId wallet) {
    questions_.forget(wallet);
    links_.erase(wallet);
    return {};
}

p2p::Actions EngravingService::direct(LinkId from, const std::string& body, Moment moment) {
    if (!links_.contains(from)) return {};
    const auto message = decode_engraving_message(body);
    const Show* question = message ? std::get_if<Show>(&*message) : nullptr;
    const std::size_t waiting = question == nullptr ? 0 : questions_.ask(from, *question);
    if (waiting == 0) send_away(from, broke_the_rules);
    if (waiting == 1) serve(from, moment);
    return out_.take();
}

void EngravingService::came(const Hash& id) {
    unread_.push_back(id);
    if (unread_.size() > limits_.most_unread) unread_.pop_front();
}

p2p::Actions EngravingService::on_time(Moment moment) {
    tell_of_waiting();
    tell_news();
    while (const auto link = questions_.due(moment.now)) serve(*link, moment);
    return out_.take();
}

Instant EngravingService::deadline() const {
    return news_ || !unread_.empty() ? Instant::min() : questions_.deadline();
}

// --- questions -----------------------------------------------------------------------------------

void EngravingService::serve(LinkId id, Moment moment) {
    const chain::Place* read = chain_.tree().find(index_.read());
    // The chain has just turned: the index follows as soon as this event is over.
    const bool behind = read == nullptr || !chain_.has(read->height, read->hash);
    if (behind) return questions_.put_off(id, moment.now);
    while (const auto question = questions_.next(id, moment.now)) answer(id, *question, moment);
}

void EngravingService::answer(LinkId id, const Show& question, Moment moment) {
    std::size_t blocks_read = 0;
    const auto made = page(id, question.below, blocks_read);
    if (!made) {
        out_.tell(Tone::Bad, "engravings cannot be shown: " + made.error().text);
        return send_away(id, 0);  // another node may have a better disk
    }
    questions_.book(id, limits_.block * static_cast<int>(blocks_read), moment.now);
    say(id, *made);
    Link& link = links_.at(id);
    if (link.told && question.below > *link.told) link.told.reset();
    if (std::exchange(link.listens, true)) return;
    std::size_t bytes = 0;
    for (const Hash& one : waiting_) {
        auto shown = find_(one);
        if (!shown) continue;
        bytes += size_of(*shown);
        if (bytes > most_told_bytes) break;
        say(id, Heard{std::move(*shown)});
    }
}

// As many whole blocks as fit, the highest first. One that does not fit into a message goes in
// several: all but the last one say that nothing is complete yet.
Result<Page, StoreError> EngravingService::page(LinkId id, Height below, std::size_t& blocks_read) {
    Page page{below, Height{}, index_.read(), {}};
    std::size_t bytes = 0;
    for (Height at = below;;) {
        const auto next = index_.block_below(at);
        page.upto = next.places.empty() ? std::min(index_.complete_from(), below) : at;
        if (next.places.empty()) return page;
        const bool first = page.records.empty();
        if (!first && page.records.size() + next.places.size() > most_on_page) return page;
        auto records = node::records_in(chain_, store_, next.height, next.places);
        if (!records) return pass_on(records);
        ++blocks_read;
        std::reverse(records->begin(), records->end());
        const std::size_t more = size_of(*records);
        if (first && (more > limits_.page_bytes || records->size() > most_on_page)) {
            say_in_pieces(id, page, std::move(*records));
            page.upto = next.height;
            return page;
        }
        if (bytes + more > limits_.page_bytes) return page;
        bytes += more;
        std::move(records->begin(), records->end(), std::back_inserter(page.records));
        at = next.height;
    }
}

// All but what is left for the last page, which is `page`.
void EngravingService::say_in_pieces(LinkId id, Page& page, std::vector<node::Record> records) {
    std::size_t bytes = 0;
    for (node::Record& record : records) {
        const std::size_t size = size_of(record);
        const bool full = page.records.size() == most_on_page || bytes + size > limits_.page_bytes;
        if (full && !page.records.empty()) {
            say(id, Page{page.below, page.below, page.through, std::exchange(page.records, {})});
            bytes = 0;
        }
        bytes += size;
        page.records.push_back(std::move(record));
    }
}

// --- what the node tells -------------------------------------------------------------------------

void EngravingService::tell_of_waiting() {
    for (const Hash& id : std::exchange(unread_, {})) {
        auto shown = find_(id);
        if (!shown || !read(*shown)) continue;
        std::erase(waiting_, id);
        waiting_.push_back(id);
        if (waiting_.size() > limits_.most_waiting) waiting_.pop_front();
        std::vector<LinkId> listening;
        for (const auto& [link, state] : links_) {
            if (state.listens) listening.push_back(link);
        }
        out_.send(std::move(listening), as_direct(Heard{std::move(*shown)}));
    }
}

std::vector<Engraved> EngravingService::waiting(std::size_t most) const {
    std::vector<Engraved> all;
    for (std::size_t i = waiting_.size(); i-- > 0 && all.size() < most;) {
        const auto shown = find_(waiting_[i]);
        auto engraved = shown ? read(*shown) : std::nullopt;
        if (engraved) all.push_back(std::move(*engraved));
    }
    return all;
}

// Once, until the wallet has asked: it will be shown whatever has changed until then.
void EngravingService::tell_news() {
    const auto from = std::exchange(news_, std::nullopt);
    if (!from) return;
    for (auto& [id, link] : links_) {
        if (!link.listens || (link.told && *link.told <= *from)) continue;
        link.told = from;
        say(id, News{*from});
    }
    std::erase_if(waiting_, [&](const Hash& id) { return !find_(id); });
}

}  // namespace sbc::message
