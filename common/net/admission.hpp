#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "base/time.hpp"

namespace sbc::net {

enum class AdmissionError {
    Full,         // as many connections as this node keeps
    AddressFull,  // as many as it keeps from one address
    Banned,       // the address misbehaved; the ban ends by itself
};

// Caps and bans of 0 are off, as on loopback and class networks, where many nodes share one
// address.
struct AdmissionLimits {
    std::size_t max_connections = 256;
    std::size_t max_per_address = 0;
    unsigned ban_score = 0;  // points until an address is banned
    Duration ban_time = std::chrono::minutes{10};
    Duration forgive_time = std::chrono::minutes{10};  // quiet for so long: points are forgotten
};

// Who may connect: counts the connections that live, and the misbehaviour of addresses, which for
// IPv6 are networks (see network_of). Owns no socket and reads no clock. Must outlive its slots;
// one thread.
class Admission {
public:
    explicit Admission(AdmissionLimits limits) : limits_{limits} {}
    Admission(const Admission&) = delete;
    Admission& operator=(const Admission&) = delete;

    // One admitted connection: keep it as long as the connection lives.
    class Slot {
    public:
        Slot() = default;
        Slot(Slot&& other) noexcept
            : admission_{std::exchange(other.admission_, nullptr)},
              network_{std::move(other.network_)} {}
        Slot& operator=(Slot&& other) noexcept {
            std::swap(admission_, other.admission_);
            std::swap(network_, other.network_);
            return *this;
        }
        ~Slot() {
            if (admission_ != nullptr) admission_->release(network_);
        }

    private:
        friend class Admission;
        Slot(Admission& admission, std::string network)
            : admission_{&admission}, network_{std::move(network)} {}
        Admission* admission_ = nullptr;
        std::string network_;
    };

    [[nodiscard]] Result<Slot, AdmissionError> admit(const std::string& host, Instant now);

    // Points for a refused message or worse. Whether the address is banned from now on (an offence
    // during a ban begins it anew).
    bool penalise(const std::string& host, unsigned points, Instant now);
    [[nodiscard]] bool banned(const std::string& host, Instant now) const;
    [[nodiscard]] std::size_t connections() const { return connections_; }

private:
    using Networks = std::list<std::string>;
    struct Record {
        unsigned points = 0;
        Instant last_offence{};
        Instant banned_until{};
        Networks::iterator place;  // in banned_ with the points of a ban, else in suspects_
    };
    void release(const std::string& network);
    [[nodiscard]] Networks& list_of(const Record& record);
    [[nodiscard]] bool forgotten(const Record& record, Instant now) const;
    void forget_oldest(Networks& networks);
    void make_room(Instant now);

    AdmissionLimits limits_;
    std::size_t connections_ = 0;
    std::map<std::string, std::size_t> by_network_;
    std::map<std::string, Record> records_;  // a bounded number
    Networks suspects_;                      // those of records_, by their last offence
    Networks banned_;
};

}  // namespace sbc::net
