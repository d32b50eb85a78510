#include "inspect/mach_o_file.hpp"

#include "base/text.hpp"
#include "inspect/byte_view.hpp"

namespace ftenv {
namespace {

constexpr std::uint32_t k_most_codes = 32;  // a class file of Java has its version there: 45 and more
constexpr std::uint32_t k_most_commands = 16384;
constexpr std::uint32_t k_most_symbols = 4u << 20;

// From Apple's <mach-o/loader.h>.
constexpr std::uint32_t k_symtab = 0x2;
constexpr std::uint32_t k_load_dylib = 0xc;
constexpr std::uint32_t k_reexport_dylib = 0x8000001f;
constexpr std::uint32_t k_rpath = 0x8000001c;
constexpr unsigned k_stab = 0xe0, k_type = 0x0e, k_external = 0x01, k_undefined = 0x0;

Failure damaged(const std::string& name, const std::string& why) {
  return fail(ErrorCode::archive, "`" + name + "` begins like a Mach-O file, but can't be read: " + why);
}

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

// One processor's part: a header, load commands behind it, and tables at places counted from its own start.
Result<NativeCode> read_code(std::string_view bytes, const std::string& name) {
  const std::string_view magic = bytes.substr(0, 4);
  const bool big = magic == "\xfe\xed\xfa\xce" || magic == "\xfe\xed\xfa\xcf";
  const bool wide = magic == "\xfe\xed\xfa\xcf" || magic == "\xcf\xfa\xed\xfe";
  if (!big && !wide && magic != "\xce\xfa\xed\xfe") return damaged(name, "a part of it is something else");
  ByteView file(bytes, big);
  NativeCode code;
  code.processor = processor_of(file.u32(4));
  const std::uint32_t commands = file.u32(16);
  if (commands > k_most_commands) return damaged(name, "it has too many load commands");
  std::uint64_t at = wide ? 32 : 28;
  for (std::uint32_t i = 0; i < commands && !file.outside(); ++i) {
    const std::uint32_t kind = file.u32(at), size = file.u32(at + 4);
    if (size < 8 || !file.has(at, size)) return damaged(name, "its load commands are broken");
    const auto text_at = [&] {
      const std::uint32_t offset = file.u32(at + 8);
      return offset < size ? file.text(at + offset, size - offset) : std::string();
    };
    if (kind == k_symtab) read_symbols(file, at, wide, code);
    if (kind == k_load_dylib || kind == k_reexport_dylib) code.needed.push_back(text_at());
    if (kind == k_rpath) code.run_paths.push_back(text_at());
    at += size;
  }
  if (file.outside()) return damaged(name, "it was cut");
  return code;
}

}  // namespace

Result<std::vector<NativeCode>> read_mach_o(std::string_view bytes, const std::string& name) {
  std::vector<NativeCode> codes;
  const std::string_view magic = bytes.substr(0, 4);
  const bool fat = magic == "\xca\xfe\xba\xbe", wide_fat = magic == "\xca\xfe\xba\xbf";
  if (!fat && !wide_fat) {
    FTENV_TRY(NativeCode code, read_code(bytes, name));
    codes.push_back(std::move(code));
    return codes;
  }
  ByteView file(bytes, /*big_endian=*/true);
  const std::uint32_t count = file.u32(4);
  if (count == 0 || count > k_most_codes) return damaged(name, "it is for an odd number of processors");
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint64_t row = 8 + std::uint64_t{i} * (wide_fat ? 32 : 20);
    const std::uint64_t at = wide_fat ? file.u64(row + 8) : file.u32(row + 8);
    const std::uint64_t size = wide_fat ? file.u64(row + 16) : file.u32(row + 12);
    if (file.outside() || !file.has(at, size)) return damaged(name, "it was cut");
    FTENV_TRY(NativeCode code,
              read_code(bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(size)), name));
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace ftenv
