using System.Threading.Channels;
using Gateway.Actors.Attendance;

namespace Gateway.Tests.Actors.Attendance;

/// <summary>A store whose every call waits for the test's word.</summary>
internal sealed class ScriptedStore : IAttendanceStore
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    /// <summary>Groups with such an upload fail when they are committed.</summary>
    public Func<AttendanceUpload, bool> Refuses { get; set; } = static _ => false;

    public Task<IReadOnlyList<UploadOutcome>> StoreAsync(IReadOnlyList<AttendanceUpload> group, CancellationToken cancellation)
    {
        var call = new Call(group, Refuses);
        _calls.Writer.TryWrite(call);
        return call.Task;
    }

    /// <summary>The next call, once it comes.</summary>
    public async Task<Call> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(Patience.Max);

    internal sealed class Call(IReadOnlyList<AttendanceUpload> uploads, Func<AttendanceUpload, bool> refuses)
    {
        private readonly TaskCompletionSource<IReadOnlyList<UploadOutcome>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<AttendanceUpload> Uploads { get; } = uploads;

        public Task<IReadOnlyList<UploadOutcome>> Task => _done.Task;

        public void Commit()
        {
            if (Uploads.Any(refuses)) Fail(new InvalidOperationException("refused"));
            else _done.SetResult([.. Uploads.Select(static upload => new UploadOutcome(UploadResult.Stored, upload.Records.Count, 0, 0))]);
        }

        public void Fail(Exception failure) => _done.SetException(failure);
    }
}
