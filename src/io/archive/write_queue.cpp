#include "io/archive/write_queue.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "platform/process_limits.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_batch_bytes = 1 << 19;
constexpr std::size_t k_batch_jobs = 128;  // two for a small file

// Up to five batches are about, with a file for each two jobs; other things are open as well.
std::size_t batch_jobs() {
  return std::min(k_batch_jobs, most_open_files() / 8);
}
constexpr std::size_t k_most_batches = 3;

}  // namespace

WriteQueue::WriteQueue() : m_batch_jobs(batch_jobs()), m_filling(make_batch()), m_thread([this] { run(); }) {}

WriteQueue::~WriteQueue() {
  {
    const std::lock_guard lock(m_mutex);
    m_stop = true;
  }
  m_has_work.notify_one();
  m_thread.join();
}

Status WriteQueue::write(const std::shared_ptr<WrittenFile>& file, std::size_t size) {
  return add({file, size, false, std::nullopt});
}

Status WriteQueue::close(const std::shared_ptr<WrittenFile>& file, std::optional<std::int64_t> modified) {
  return add({file, 0, true, modified});
}

Status WriteQueue::drain() {
  FTENV_CHECK(hand_over());
  std::unique_lock lock(m_mutex);
  m_has_room.wait(lock, [this] { return m_error || (m_waiting.empty() && !m_writing); });
  return outcome();
}

Status WriteQueue::add(Job job) {
  m_filling.size += job.size;
  m_filling.jobs.push_back(std::move(job));
  const bool large_enough = m_filling.size >= k_batch_bytes || m_filling.jobs.size() >= m_batch_jobs;
  return large_enough ? hand_over() : Status();
}

Status WriteQueue::hand_over() {
  std::unique_lock lock(m_mutex);
  m_has_room.wait(lock, [this] { return m_error || m_waiting.size() < k_most_batches; });
  if (m_error) {
    m_filling.size = 0;  // room() stays as large as it is said to be
    m_filling.jobs.clear();
    return outcome();
  }
  m_waiting.push_back(std::move(m_filling));
  if (m_spare.empty()) {
    m_filling = make_batch();
  } else {
    m_filling = std::move(m_spare.back());
    m_spare.pop_back();
  }
  lock.unlock();  // else whoever wakes up would only wait for it
  m_has_work.notify_one();
  return {};
}

Status WriteQueue::outcome() const {
  if (m_error) return fail(*m_error);
  return {};
}

void WriteQueue::run() {
  std::unique_lock lock(m_mutex);
  for (;;) {
    m_has_work.wait(lock, [this] { return m_stop || !m_waiting.empty(); });
    if (m_stop) return;
    Batch batch = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_writing = true;
    lock.unlock();
    auto error = perform(batch);
    batch.size = 0;
    batch.jobs.clear();
    lock.lock();
    m_writing = false;
    m_error = std::move(error);
    m_spare.push_back(std::move(batch));
    const bool failed = m_error.has_value();
    lock.unlock();
    m_has_room.notify_one();
    if (failed) return;
    lock.lock();
  }
}

WriteQueue::Batch WriteQueue::make_batch() {
  // Without writing zeros into it first.
  return {std::unique_ptr<char[]>(new char[k_batch_bytes + k_room]), 0, {}};
}

std::optional<Error> WriteQueue::perform(const Batch& batch) {
  std::string_view bytes(batch.bytes.get(), batch.size);
  for (const Job& job : batch.jobs) {
    os_files::OutputFile& file = job.file->file;
    FsError error = file.write(bytes.substr(0, job.size));
    bytes.remove_prefix(job.size);
    if (!error && job.modified) error = file.set_modified(*job.modified);
    if (!error && job.is_last) error = file.close();
    if (error) return file_error(error, "unpack", job.file->shown_path);
  }
  return std::nullopt;
}

}  // namespace ftenv
