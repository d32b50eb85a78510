#include "io/archive/growing_file.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/files.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_far_ahead = 2 << 20;
constexpr std::chrono::milliseconds k_courtesy{1};

}  // namespace

Status GrowingFile::grow(const fs::path& file, std::uintmax_t size) {
  std::unique_lock lock(m_mutex);
  if (!m_file && size > 0) {
    // Opened here and not by the reader, who may come only after the file has got another name.
    auto opened = std::make_shared<os_files::InputFile>();
    if (const FsError error = opened->open(file)) return fail(file_error(error, "read", file));
    m_file = std::move(opened);
  }
  m_size = size;
  const bool far_ahead = m_reading && m_size > m_read + k_far_ahead;
  lock.unlock();  // else whoever wakes up would only wait for it
  m_changed.notify_all();
  if (far_ahead) std::this_thread::sleep_for(k_courtesy);
  return {};
}

void GrowingFile::restart() {
  const std::lock_guard lock(m_mutex);
  ++m_generation;
  m_file.reset();
  m_size = 0;
  m_changed.notify_all();
}

void GrowingFile::finish() {
  const std::lock_guard lock(m_mutex);
  m_finished = true;
  m_changed.notify_all();
}

std::optional<Error> GrowingFile::refusal() const {
  const std::lock_guard lock(m_mutex);
  return m_refusal;
}

void GrowingFile::close() {
  const std::lock_guard lock(m_mutex);
  m_closed = true;
  m_changed.notify_all();
}

void GrowingFile::refuse(Error why) {
  const std::lock_guard lock(m_mutex);
  m_refusal = std::move(why);
}

bool GrowingFile::is_finished() const {
  const std::lock_guard lock(m_mutex);
  return m_finished;
}

GrowingFileReader::GrowingFileReader(GrowingFile& file)
    : m_file(file), m_generation([&file] {
        const std::lock_guard lock(file.m_mutex);
        return file.m_generation;
      }()) {}

Result<std::size_t> GrowingFileReader::read(char* buffer, std::size_t size) {
  std::shared_ptr<const os_files::InputFile> bytes;
  {
    std::unique_lock lock(m_file.m_mutex);
    m_file.m_changed.wait(lock, [this] {
      return m_file.m_generation != m_generation || m_file.m_size > m_offset || m_file.m_finished ||
             m_file.m_closed;
    });
    if (m_file.m_generation != m_generation) {
      return fail(ErrorCode::network, "the download began anew");
    }
    // Of a file that won't be finished the rest is of no use either.
    if (m_file.m_closed && !m_file.m_finished) {
      return fail(ErrorCode::network, "the download ended too early");
    }
    if (m_file.m_size <= m_offset) return 0;
    m_file.m_reading = true;
    m_file.m_read = m_offset;
    size = static_cast<std::size_t>(std::min<std::uintmax_t>(size, m_file.m_size - m_offset));
    bytes = m_file.m_file;
  }
  std::size_t got = 0;
  if (const FsError error = bytes->read_at(m_offset, buffer, size, got)) {
    return fail(ErrorCode::disk, "could not read what was downloaded: " + error.message());
  }
  if (got == 0) return fail(ErrorCode::disk, "the file of the download became shorter while it was read");
  m_offset += got;
  return got;
}

bool GrowingFileReader::wait_for_restart() {
  std::unique_lock lock(m_file.m_mutex);
  m_file.m_changed.wait(
      lock, [this] { return m_file.m_generation != m_generation || m_file.m_finished || m_file.m_closed; });
  return m_file.m_generation != m_generation && (m_file.m_finished || !m_file.m_closed);
}

}  // namespace ftenv
