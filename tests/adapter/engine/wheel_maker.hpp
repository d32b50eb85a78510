// Wheels as a test wants them: a good one, and what is changed in it.
#pragma once

#include <functional>
#include <map>

#include "engine/wheel/check.hpp"
#include "inspect/wheel/wheel_record.hpp"
#include "io/digest.hpp"
#include "support/archive_maker.hpp"
#include "support/elf_maker.hpp"
#include "support/native_maker.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

struct WheelParts {
  std::string tag = "cp314-cp314t-manylinux_2_17_x86_64";
  std::string tag_inside = {};  // of WHEEL; empty: the same
  std::string metadata = "Metadata-Version: 2.4\nName: hello\nVersion: 0.1.0\n";
  std::map<std::string, std::string> files = {{"hello/__init__.py", ""}};
  // Changes what is packed, after RECORD was written.
  std::function<void(std::map<std::string, std::string>&)> spoil = {};
};

inline fs::path make_wheel(const TestDir& dir, const WheelParts& parts) {
  const std::string info = "hello-0.1.0.dist-info/";
  std::map<std::string, std::string> files = parts.files;
  files[info + "METADATA"] = parts.metadata;
  files[info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: false\nTag: " +
                          (parts.tag_inside.empty() ? parts.tag : parts.tag_inside) + "\n";
  std::string record;
  for (const auto& [path, bytes] : files)
    record += path + ",sha256=" + record_digest(sha256_of(bytes)) + "," + std::to_string(bytes.size()) + "\n";
  files[info + "RECORD"] = record + info + "RECORD,,\n";
  if (parts.spoil) parts.spoil(files);
  std::vector<ArchiveEntry> entries;
  for (const auto& [path, bytes] : files) entries.push_back({path, ArchiveEntry::file, bytes});
  fs::path wheel = dir / ("hello-0.1.0-" + parts.tag + ".whl");
  make_archive(wheel, entries, ArchiveFormat::zip);
  return wheel;
}

inline CompatibilityRecipe wheel_facts() {
  CompatibilityRecipe facts;
  facts.abi3t = Version{3, 15, 0, {}};
  facts.linux_libraries = {"libc.so.6", "libm.so.6"};
  return facts;
}

inline WheelHere linux_here() {
  Host host;
  host.os = "linux";
  host.arch = "x86_64";
  host.libc = "glibc";
  host.libc_version = "2.36";
  return {host, std::nullopt};
}

inline WheelReport look_at(const fs::path& wheel, const std::vector<std::string>& expect = {},
                           const WheelHere& here = linux_here()) {
  const auto pages = FindingPages::load();
  REQUIRE(pages);
  const auto report = check_wheel({wheel, expect}, here, wheel_facts(), *pages);
  REQUIRE(report);
  for (const Finding& finding : report->findings) {
    INFO(finding.id);
    CHECK(pages->find(finding.id) != nullptr);
    CHECK_FALSE(finding.title.empty());
  }
  return *report;
}

// "WH-03 WH-16?": a warning has a mark, info is left out.
inline std::string ids_of(const WheelReport& report) {
  std::string ids;
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::info) continue;
    ids += (ids.empty() ? "" : " ") + finding.id + (finding.severity == Severity::warning ? "?" : "");
  }
  return ids;
}

inline std::string ids_of(const WheelParts& parts) {
  const TestDir dir;
  return ids_of(look_at(make_wheel(dir, parts)));
}

}  // namespace ftenv::test
