// A Mach-O file taken apart: the part of each processor, and the load commands in it. Private to this room:
// see native_file.hpp and mach_o_names.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "inspect/native/byte_view.hpp"

namespace ftenv {

// One processor's part: a header, load commands behind it, and tables at places counted from its own start.
struct MachOPart {
  std::string_view bytes;
  bool big_endian = false;
  bool wide = false;       // 64 bits
  std::string processor;   // as NativeCode::processor
  std::uint32_t type = 0;  // of file: program, library, bundle …

  std::uint64_t header_size() const { return wide ? 32 : 28; }
  ByteView view() const { return ByteView(bytes, big_endian); }
};

struct MachOCommand {
  std::uint32_t kind = 0;
  std::uint64_t at = 0;    // in the part; all of its bytes are there
  std::uint32_t size = 0;  // with kind and size, so at least 8
};

// The string whose place within the command is at its byte 8; empty, where that lies outside of it.
std::string text_of(ByteView& file, const MachOCommand& command);

// Never empty. They refer to `bytes`. Error: archive, for what is damaged or no Mach-O file.
Result<std::vector<MachOPart>> mach_o_parts(std::string_view bytes, const std::string& name);

// Errors: archive, when they do not lie within the part.
Result<std::vector<MachOCommand>> load_commands(const MachOPart& part, const std::string& name);

Failure damaged_mach_o(const std::string& name, const std::string& why);

}  // namespace ftenv
