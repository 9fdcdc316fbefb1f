#include "classroom/asker.hpp"

#include <utility>

namespace sbc::classroom {

Asker::Asker(ClassCode code, Ask ask)
    : code_{std::move(code)},
      ask_{std::move(ask)},
      network_{hash_of(chain::genesis(network_of(code_)).header)} {}

p2p::Actions Asker::published(p2p::MessageId, const std::string& body, p2p::Source, p2p::Moment) {
    const auto message = decode(body);
    const auto* gift = message ? std::get_if<Gift>(&*message) : nullptr;
    if (gift == nullptr || gift->name != ask_.name || gift->address != ask_.address ||
        !holds(*gift, code_, network_)) {
        return {};
    }
    if (gift->state == Gift::State::Later) {
        if (std::exchange(told_, true)) return {};
        return {p2p::Tell{Tone::Plain, gift->word}};
    }
    answer_ = *gift;
    ask_at_ = never;
    return {p2p::Quit{}};
}

p2p::Actions Asker::joined(p2p::LinkId, p2p::Moment moment) {
    ask_at_ = moment.now;
    return {};
}

p2p::Actions Asker::left(p2p::LinkId) {
    ask_at_ = never;
    return {};
}

p2p::Actions Asker::on_time(p2p::Moment moment) {
    if (moment.now < ask_at_) return {};
    ask_at_ = moment.now + ask_again;
    return {p2p::Publish{name(), encode(ask_)}};
}

}  // namespace sbc::classroom
