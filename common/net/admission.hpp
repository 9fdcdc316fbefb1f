#pragma once

#include <cstddef>
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

// Who may connect: counts the connections that live, and the misbehaviour of addresses. Owns no
// socket and reads no clock. Must outlive its slots; one thread.
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
            : admission_{std::exchange(other.admission_, nullptr)}, host_{std::move(other.host_)} {}
        Slot& operator=(Slot&& other) noexcept {
            std::swap(admission_, other.admission_);
            std::swap(host_, other.host_);
            return *this;
        }
        ~Slot() {
            if (admission_ != nullptr) admission_->release(host_);
        }

    private:
        friend class Admission;
        Slot(Admission& admission, std::string host)
            : admission_{&admission}, host_{std::move(host)} {}
        Admission* admission_ = nullptr;
        std::string host_;
    };

    [[nodiscard]] Result<Slot, AdmissionError> admit(const std::string& host, Instant now);

    // Points for a refused message or worse. Whether the address is banned from now on (an offence
    // during a ban begins it anew).
    bool penalise(const std::string& host, unsigned points, Instant now);
    [[nodiscard]] bool banned(const std::string& host, Instant now) const;
    [[nodiscard]] std::size_t connections() const { return connections_; }

private:
    struct Record {
        unsigned points = 0;
        Instant last_offence{};
        Instant banned_until{};
    };
    void release(const std::string& host);
    void make_room(Instant now);

    AdmissionLimits limits_;
    std::size_t connections_ = 0;
    std::map<std::string, std::size_t> by_host_;
    std::map<std::string, Record> records_;  // of a bounded number of addresses
};

}  // namespace sbc::net
