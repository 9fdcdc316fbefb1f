#include "p2p/application_host.hpp"

#include <algorithm>
#include <cassert>

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

bool ApplicationHost::is_for_cores_only(const std::string& application) const {
    const Application* ours = find(application);
    return ours != nullptr && ours->for_cores_only();
}

Actions ApplicationHost::published(const Spread& spread, Source from, Moment moment) {
    Application* application = find(spread.application);
    if (application == nullptr) return {};
    return application->published(spread.id, spread.body, from, moment);
}

Actions ApplicationHost::direct(LinkId from, const Hello& hello, const Direct& direct,
                                Moment moment) {
    const auto& theirs = hello.applications;
    if (std::find(theirs.begin(), theirs.end(), direct.application) == theirs.end()) return {};
    Application* application = find_shared(direct.application, hello);
    return application == nullptr ? Actions{} : application->direct(from, direct.body, moment);
}

Actions ApplicationHost::delivered(const Spread& spread) {
    Application* application = find(spread.application);
    return application == nullptr ? Actions{} : application->delivered(spread.body);
}

Actions ApplicationHost::joined(LinkId neighbour, const Hello& hello, Moment moment) {
    Actions actions;
    for (const std::string& name : hello.applications) {
        auto* application = find_shared(name, hello);
        if (application != nullptr) append(actions, application->joined(neighbour, moment));
    }
    return actions;
}

Actions ApplicationHost::left(LinkId neighbour, const Hello& hello) {
    Actions actions;
    for (const std::string& name : hello.applications) {
        auto* application = find_shared(name, hello);
        if (application != nullptr) append(actions, application->left(neighbour));
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

// One that the neighbour names.
Application* ApplicationHost::find_shared(const std::string& name, const Hello& with) const {
    Application* ours = find(name);
    const bool may = ours != nullptr && (with.role == Role::Core || !ours->for_cores_only());
    return may ? ours : nullptr;
}

}  // namespace sbc::p2p
