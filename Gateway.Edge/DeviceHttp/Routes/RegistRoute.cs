using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Load;
using Gateway.Actors.Registrations;
using Gateway.Edge.DeviceHttp.Registrations;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>Regist.Asfx (§4): a worker's registration. Answered 0 when it is durable; the same again is one.</summary>
internal sealed class RegistRoute(
    DeviceRegion region, TerminalFinder terminals, IRegistrationStore store, OutboxSignal outbox, DeviceHttpLimits limits, TimeProvider time,
    ILogger<RegistRoute> log, DiskSpace? disk = null) : IDeviceRoute
{
    private const string SendAgain = "not stored, send it again";

    public string Name => "Regist.Asfx";

    public bool IsUpload => true;

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        if (!request.Parameters.Names.Any()) return TerminalReply.Registration(RegistrationCode.Unreadable, "the request has no form that can be read");
        if (await terminals.FindAsync(request.Parameters.Text("dev_mac"), request) is not { } terminal)
        {
            return request.Refusal == TerminalRefusal.Paced
                ? TerminalReply.None
                : TerminalReply.Registration(RegistrationCode.UnknownSn, "dev_mac: unknown or disabled");
        }

        // Whoever knows an SN can send this form: so only terminals that are provisioned for it may.
        if (terminal.Device.Kind != DeviceKind.Enrolment) return TerminalReply.Registration(RegistrationCode.WrongKind, "dev_mac: is not an enrolment terminal");

        if (RegistrationForm.Read(request.Parameters, terminal.Device, request.At, out var code, out var errors) is not { } registration)
        {
            Note(terminal, request, isNew: false, refused: true);
            return TerminalReply.Registration(code, errors);
        }

        if (disk?.IsForAttendance == true)
        {
            DeviceHttpMetrics.RegistrationRefused("disk");
            Note(terminal, request, isNew: false, refused: true);
            return TerminalReply.Registration(RegistrationCode.DiskLow, "disk: no room for registrations now, send it again later");
        }

        using var timeout = new CancellationTokenSource(limits.DurableWithin, time);
        try
        {
            registration = registration with { From = ClientAddress.Of(request.RemoteAddress).ToString() };
            var isNew = await store.StoreAsync(registration, timeout.Token).WaitAsync(timeout.Token);
            if (isNew) outbox.Written();
            Note(terminal, request, isNew, refused: false);
            return TerminalReply.Registration(RegistrationCode.Success, "");
        }
        catch (RegistrationQuotaException over)
        {
            DeviceHttpMetrics.RegistrationRefused("quota");
            DeviceHttpLog.OverQuota(log, terminal.Device.Sn, over.Subject);
            Note(terminal, request, isNew: false, refused: true);
            return TerminalReply.Registration(RegistrationCode.OverQuota, "quota: too many registrations today, send it again tomorrow");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            DeviceHttpLog.RegistrationNotDurable(log);
            return TerminalReply.Registration(RegistrationCode.ServerFault, SendAgain);
        }
    }

    public TerminalReply Refuse(ReplyWord word, string reason) =>
        TerminalReply.Registration(word == ReplyWord.Busy ? RegistrationCode.ServerFault : RegistrationCode.Unreadable, reason);

    public TerminalReply RefuseMethod() =>
        TerminalReply.Registration(RegistrationCode.Unreadable, "only GET and POST are served").WithStatus(StatusCodes.Status405MethodNotAllowed);

    private void Note(HttpTerminal terminal, TerminalRequest request, bool isNew, bool refused) =>
        region.Tell(new RequestNoted(terminal.Device.Sn, terminal.Session, request.At, isNew ? 1 : 0, !isNew && !refused ? 1 : 0, refused));
}
