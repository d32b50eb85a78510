#include "inspect/native/native_file.hpp"

#include <array>

#include "base/text.hpp"
#include "inspect/native/elf_file.hpp"
#include "inspect/native/mach_o_file.hpp"
#include "inspect/native/pe_file.hpp"

namespace ftenv {
namespace {

// From <elf.h>.
std::string elf_processor(std::uint16_t machine) {
  switch (machine) {
    case 3:
      return "x86";
    case 20:
      return "ppc";
    case 21:
      return "ppc64";
    case 22:
      return "s390x";
    case 40:
      return "arm";
    case 62:
      return "x86_64";
    case 183:
      return "arm64";
    case 243:
      return "riscv";
    case 258:
      return "loongarch";
    default:
      return "machine " + std::to_string(machine);
  }
}

// A library of Windows says at 0x3c where its header is; other files begin with "MZ" by chance.
bool is_pe(std::string_view bytes) {
  if (!starts_with(bytes, "MZ") || bytes.size() < 0x40) return false;
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < 4; ++i)
    at |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[0x3c + i])) << (8 * i);
  return at + 4 > bytes.size() ||
         bytes.substr(static_cast<std::size_t>(at), 4) == std::string_view("PE\0\0", 4);
}

}  // namespace

// Mach-O: feedface, feedfacf in both orders of bytes, and cafebabe for several processors in one file.
NativeFormat native_format_of(std::string_view start) {
  if (starts_with(start, k_elf_magic)) return NativeFormat::elf;
  if (starts_with(start, "MZ")) return NativeFormat::pe;
  constexpr std::array<std::string_view, 6> mach_o = {"\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf",
                                                      "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe",
                                                      "\xca\xfe\xba\xbe", "\xca\xfe\xba\xbf"};
  for (const std::string_view magic : mach_o) {
    if (starts_with(start, magic)) return NativeFormat::mach_o;
  }
  return NativeFormat::other;
}

bool is_java_class(std::string_view bytes) {
  return starts_with(bytes, "\xca\xfe\xba\xbe") && bytes.size() >= 8 &&
         static_cast<unsigned char>(bytes[7]) >= 45;
}

std::string_view name_of(NativeFormat format) {
  switch (format) {
    case NativeFormat::elf:
      return "ELF";
    case NativeFormat::mach_o:
      return "Mach-O";
    case NativeFormat::pe:
      return "PE";
    case NativeFormat::other:
      break;
  }
  return "other";
}

Result<NativeFile> read_native_file(std::string_view bytes, const std::string& name) {
  NativeFile file;
  file.format = native_format_of(bytes);
  if (file.format == NativeFormat::pe && !is_pe(bytes)) file.format = NativeFormat::other;
  if (file.format == NativeFormat::mach_o && is_java_class(bytes)) file.format = NativeFormat::other;
  switch (file.format) {
    case NativeFormat::elf: {
      FTENV_TRY(ElfFile elf, read_elf_bytes(bytes, name));
      file.glibc = elf.glibc;
      file.codes.push_back({elf_processor(elf.machine), std::move(elf.imports), std::move(elf.exports),
                            std::move(elf.needed), std::move(elf.run_paths)});
      break;
    }
    case NativeFormat::mach_o: {
      FTENV_TRY(file.codes, read_mach_o(bytes, name));
      break;
    }
    case NativeFormat::pe: {
      FTENV_TRY(NativeCode code, read_pe(bytes, name));
      file.codes.push_back(std::move(code));
      break;
    }
    case NativeFormat::other:
      break;
  }
  return file;
}

}  // namespace ftenv
