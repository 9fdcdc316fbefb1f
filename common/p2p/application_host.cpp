#include "p2p/application_host.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sbc::p2p {

ApplicationHost::ApplicationHost(const std::vector<Application*>& applications) {
    for (Application* application : applications) {
        assert(is_application_name(application->name()));
        by_name_[application->name()] = application;
    }
}

std::vector<std::string> ApplicationHost::names() const {
    std::vector<std::string> names;
    names.reserve(by_name_.size());
    for (const auto& [name, application] : by_name_) names.push_back(name);
    return names;
}

Actions ApplicationHost::published(const Spread& spread, Source from, Moment moment) {
    Application* application = find(spread.application);
    if (application == nullptr) return {};
    return application->published(spread.id, spread.body, from, moment);
}

Actions ApplicationHost::direct(LinkId from, const Hello& hello, const Direct& direct,
                                Moment moment) {
    Application* application = find(direct.application);
    const auto& theirs = hello.applications;
    if (application == nullptr ||
        std::find(theirs.begin(), theirs.end(), direct.application) == theirs.end()) {
        return {};
    }
    return application->direct(from, direct.body, moment);
}

Actions ApplicationHost::delivered(const Spread& spread) {
    Application* application = find(spread.application);
    return application == nullptr ? Actions{} : application->delivered(spread.body);
}

Actions ApplicationHost::joined(LinkId neighbour, const Hello& hello, Moment moment) {
    Actions actions;
    for (const std::string& name : hello.applications) {
        if (auto* application = find(name)) append(actions, application->joined(neighbour, moment));
    }
    return actions;
}

Actions ApplicationHost::left(LinkId neighbour, const Hello& hello) {
    Actions actions;
    for (const std::string& name : hello.applications) {
        if (auto* application = find(name)) append(actions, application->left(neighbour));
    }
    return actions;
}

Actions ApplicationHost::typed(const std::string& line, Moment moment) {
    for (const auto& [name, application] : by_name_) {
        Actions actions = application->typed(line, moment);
        if (!actions.empty()) return actions;
    }
    return {};
}

Actions ApplicationHost::on_time(Moment moment) {
    Actions actions;
    for (const auto& [name, application] : by_name_) {
        if (moment.now >= application->deadline()) append(actions, application->on_time(moment));
    }
    return actions;
}

Instant ApplicationHost::deadline() const {
    Instant first = never;
    for (const auto& [name, application] : by_name_) {
        first = std::min(first, application->deadline());
    }
    return first;
}

Application* ApplicationHost::find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

}  // namespace sbc::p2p
