#include "inspect/native/mach_o_parts.hpp"

namespace ftenv {
namespace {

constexpr std::uint32_t k_most_parts = 32;  // a class file of Java has its version there: 45 and more
constexpr std::uint32_t k_most_commands = 16384;

std::string processor_of(std::uint32_t type) {
  switch (type) {
    case 0x7:
      return "x86";
    case 0x1000007:
      return "x86_64";
    case 0xc:
      return "arm";
    case 0x100000c:
      return "arm64";
    default:
      return "machine " + std::to_string(type);
  }
}

Result<MachOPart> read_header(std::string_view bytes, const std::string& name) {
  const std::string_view magic = bytes.substr(0, 4);
  MachOPart part;
  part.bytes = bytes;
  part.big_endian = magic == "\xfe\xed\xfa\xce" || magic == "\xfe\xed\xfa\xcf";
  part.wide = magic == "\xfe\xed\xfa\xcf" || magic == "\xcf\xfa\xed\xfe";
  if (!part.big_endian && !part.wide && magic != "\xce\xfa\xed\xfe")
    return damaged_mach_o(name, "a part of it is something else");
  ByteView file = part.view();
  part.processor = processor_of(file.u32(4));
  part.type = file.u32(12);
  if (!file.has(0, part.header_size())) return damaged_mach_o(name, "it was cut");
  return part;
}

}  // namespace

Failure damaged_mach_o(const std::string& name, const std::string& why) {
  return fail(ErrorCode::archive, "`" + name + "` begins like a Mach-O file, but can't be read: " + why);
}

std::string text_of(ByteView& file, const MachOCommand& command) {
  if (command.size < 12) return {};
  const std::uint32_t offset = file.u32(command.at + 8);
  return offset < command.size ? file.text(command.at + offset, command.size - offset) : std::string();
}

Result<std::vector<MachOPart>> mach_o_parts(std::string_view bytes, const std::string& name) {
  std::vector<MachOPart> parts;
  const std::string_view magic = bytes.substr(0, 4);
  const bool fat = magic == "\xca\xfe\xba\xbe", wide_fat = magic == "\xca\xfe\xba\xbf";
  if (!fat && !wide_fat) {
    FTENV_TRY(MachOPart part, read_header(bytes, name));
    parts.push_back(std::move(part));
    return parts;
  }
  ByteView file(bytes, /*big_endian=*/true);
  const std::uint32_t count = file.u32(4);
  if (count == 0 || count > k_most_parts)
    return damaged_mach_o(name, "it is for an odd number of processors");
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint64_t row = 8 + std::uint64_t{i} * (wide_fat ? 32 : 20);
    const std::uint64_t at = wide_fat ? file.u64(row + 8) : file.u32(row + 8);
    const std::uint64_t size = wide_fat ? file.u64(row + 16) : file.u32(row + 12);
    if (file.outside() || !file.has(at, size)) return damaged_mach_o(name, "it was cut");
    FTENV_TRY(MachOPart part,
              read_header(bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(size)), name));
    parts.push_back(std::move(part));
  }
  return parts;
}

Result<std::vector<MachOCommand>> load_commands(const MachOPart& part, const std::string& name) {
  ByteView file = part.view();
  const std::uint32_t count = file.u32(16);
  if (count > k_most_commands) return damaged_mach_o(name, "it has too many load commands");
  std::vector<MachOCommand> commands;
  std::uint64_t at = part.header_size();
  for (std::uint32_t i = 0; i < count; ++i) {
    const MachOCommand command{file.u32(at), at, file.u32(at + 4)};
    if (file.outside()) return damaged_mach_o(name, "it was cut");
    if (command.size < 8 || !file.has(at, command.size))
      return damaged_mach_o(name, "its load commands are broken");
    commands.push_back(command);
    at += command.size;
  }
  return commands;
}

}  // namespace ftenv
