#include "inspect/native/mach_o_names.hpp"

#include <algorithm>

#include "inspect/native/mach_o_parts.hpp"
#include "inspect/native/native_file.hpp"

namespace ftenv {
namespace {

// From Apple's <mach-o/loader.h>.
constexpr std::uint32_t k_program = 2;  // MH_EXECUTE
constexpr std::uint32_t k_load_dylib = 0xc, k_id_dylib = 0xd, k_lazy_load_dylib = 0x20;
constexpr std::uint32_t k_load_weak_dylib = 0x80000018, k_reexport_dylib = 0x8000001f,
                        k_load_upward_dylib = 0x80000023;
constexpr std::uint32_t k_rpath = 0x8000001c, k_code_signature = 0x1d;
constexpr std::uint32_t k_segment = 0x1, k_segment_64 = 0x19;

// A segment of 32 or 64 bits: where its number of sections stands, where they begin, how long each is, and
// where in each the place of its bytes is said.
struct SegmentShape {
  std::uint64_t count_at, first, each, place_at;
};
constexpr SegmentShape k_narrow{48, 56, 68, 40}, k_wide{64, 72, 80, 48};

// The lowest place that a section's bytes have, of those that have any: zero-filled ones say 0.
Status lower_to_sections(ByteView& file, const MachOCommand& command, const std::string& name,
                         std::uint64_t& lowest) {
  const SegmentShape& shape = command.kind == k_segment_64 ? k_wide : k_narrow;
  if (command.size < shape.first) return damaged_mach_o(name, "a segment is too short");
  const std::uint64_t count = file.u32(command.at + shape.count_at);
  if (count > (command.size - shape.first) / shape.each)
    return damaged_mach_o(name, "a segment has more sections than it has room for");
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t place = file.u32(command.at + shape.first + i * shape.each + shape.place_at);
    if (place != 0) lowest = std::min(lowest, place);
  }
  return {};
}

bool loads_a_library(std::uint32_t kind) {
  return kind == k_load_dylib || kind == k_load_weak_dylib || kind == k_reexport_dylib ||
         kind == k_load_upward_dylib || kind == k_lazy_load_dylib;
}

Result<MachONames> read_names(const MachOPart& part, const std::string& name) {
  FTENV_TRY(const std::vector<MachOCommand> commands, load_commands(part, name));
  ByteView file = part.view();
  MachONames names;
  names.processor = part.processor;
  names.program = part.type == k_program;
  std::uint64_t end = part.header_size(), lowest = file.size();
  for (const MachOCommand& command : commands) {
    end = command.at + command.size;
    if (command.kind == k_id_dylib) names.id = text_of(file, command);
    if (loads_a_library(command.kind)) names.libraries.push_back(text_of(file, command));
    if (command.kind == k_rpath) names.run_paths.push_back(text_of(file, command));
    if (command.kind == k_code_signature) names.has_signature = true;
    if (command.kind == k_segment || command.kind == k_segment_64)
      FTENV_CHECK(lower_to_sections(file, command, name, lowest));
  }
  if (file.outside()) return damaged_mach_o(name, "it was cut");
  names.room = lowest > end ? lowest - end : 0;
  return names;
}

}  // namespace

Result<std::vector<MachONames>> read_mach_o_names(std::string_view bytes, const std::string& name) {
  std::vector<MachONames> all;
  if (native_format_of(bytes) != NativeFormat::mach_o || is_java_class(bytes)) return all;
  FTENV_TRY(const std::vector<MachOPart> parts, mach_o_parts(bytes, name));
  for (const MachOPart& part : parts) {
    FTENV_TRY(MachONames names, read_names(part, name));
    all.push_back(std::move(names));
  }
  return all;
}

}  // namespace ftenv
