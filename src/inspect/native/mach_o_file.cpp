#include "inspect/native/mach_o_file.hpp"

#include "base/text.hpp"
#include "inspect/native/mach_o_parts.hpp"

namespace ftenv {
namespace {

constexpr std::uint32_t k_most_symbols = 4u << 20;

// From Apple's <mach-o/loader.h>.
constexpr std::uint32_t k_symtab = 0x2;
constexpr std::uint32_t k_load_dylib = 0xc;
constexpr std::uint32_t k_reexport_dylib = 0x8000001f;
constexpr std::uint32_t k_rpath = 0x8000001c;
constexpr unsigned k_stab = 0xe0, k_type = 0x0e, k_external = 0x01, k_undefined = 0x0;

// Weak libraries (LC_LOAD_WEAK_DYLIB) may be absent and are left out.
void read_symbols(ByteView& file, std::uint64_t command, bool wide, NativeCode& code) {
  const std::uint64_t table = file.u32(command + 8), count = file.u32(command + 12),
                      names = file.u32(command + 16), names_size = file.u32(command + 20);
  const std::uint64_t each = wide ? 16 : 12;
  if (count > k_most_symbols || !file.has(table, count * each) || !file.has(names, names_size)) {
    file.number(file.size(), 1);  // remembered as cut
    return;
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = table + i * each;
    const std::uint64_t name_at = file.u32(at);
    const auto type = static_cast<unsigned>(file.number(at + 4, 1));
    if ((type & k_stab) != 0 || (type & k_external) == 0 || name_at >= names_size) continue;
    std::string name = file.text(names + name_at, names_size - name_at);
    if (starts_with(name, "_")) name.erase(0, 1);
    if (name.empty()) continue;
    ((type & k_type) == k_undefined ? code.imports : code.exports).push_back(std::move(name));
  }
}

Result<NativeCode> read_code(const MachOPart& part, const std::string& name) {
  FTENV_TRY(const std::vector<MachOCommand> commands, load_commands(part, name));
  ByteView file = part.view();
  NativeCode code;
  code.processor = part.processor;
  for (const MachOCommand& command : commands) {
    if (command.kind == k_symtab) read_symbols(file, command.at, part.wide, code);
    if (command.kind == k_load_dylib || command.kind == k_reexport_dylib)
      code.needed.push_back(text_of(file, command));
    if (command.kind == k_rpath) code.run_paths.push_back(text_of(file, command));
  }
  if (file.outside()) return damaged_mach_o(name, "it was cut");
  return code;
}

}  // namespace

Result<std::vector<NativeCode>> read_mach_o(std::string_view bytes, const std::string& name) {
  FTENV_TRY(const std::vector<MachOPart> parts, mach_o_parts(bytes, name));
  std::vector<NativeCode> codes;
  for (const MachOPart& part : parts) {
    FTENV_TRY(NativeCode code, read_code(part, name));
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace ftenv
