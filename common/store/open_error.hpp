#pragma once

namespace sbc::store {

// Why a store cannot be opened.
enum class OpenError {
    NoFolder,      // the folder that it should lie in is not there
    NotAFile,      // a folder or a device
    NotAllowed,    // this account may not read or write the file, or make files beside it
    Locked,        // another program has it open
    NotAStore,     // a file of something else
    OlderFormat,   // of an earlier version of this program
    NewerFormat,   // of a later one
    OtherNetwork,  // its blocks stand on another genesis block
    Damaged,       // it does not say what was written
    DiskFull,
    Failed,  // anything else; the text says what the system says
};

}  // namespace sbc::store
