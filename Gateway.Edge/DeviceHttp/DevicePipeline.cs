using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Trials;
using Gateway.Edge.DeviceHttp.Connections;
using Gateway.Edge.DeviceHttp.Requests;
using Gateway.Edge.DeviceHttp.Routes;
using Gateway.Edge.Traffic;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Edge.DeviceHttp;

/// <summary>
/// Everything that a device listener answers: the address by its last path segment, the parameters wherever they stand, the body within its limits, the answer
/// always in a form of the specification. Nothing that a terminal sends makes it throw.
/// </summary>
internal sealed class DevicePipeline
{
    /// <summary>A part of the segment before the name of a route in §6, in the specification's spelling and in the one that it means.</summary>
    private const string Service = "PacketWebSvr";

    private static readonly TerminalReply NoRoute = TerminalReply.Result(TerminalReply.Failure, ReplyWord.NoSuchAddress);

    private readonly Dictionary<string, IDeviceRoute> _routes;
    private readonly RequestRooms _polls;
    private readonly RequestRooms _uploads;
    private readonly DeviceHttpLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TrafficObserver? _traffic;
    private readonly HttpTrials? _trials;

    public DevicePipeline(
        IEnumerable<IDeviceRoute> routes, DeviceHttpLimits limits, TimeProvider time, ILogger<DevicePipeline> log, TrafficObserver? traffic = null, TrialBoard? trials = null)
    {
        _trials = trials is null ? null : new HttpTrials(trials);
        _routes = routes.ToDictionary(route => route.Name, StringComparer.OrdinalIgnoreCase);
        _limits = limits;
        _time = time;
        _log = log;
        _traffic = traffic;
        _polls = new RequestRooms(limits.PollBodiesLengthMax, limits.PollLengthMax, limits.RequestsMax);
        _uploads = new RequestRooms(limits.BodiesLengthMax, limits.BodyLengthMax, limits.RequestsMax);
    }

    /// <summary>The last delegate of a device listener.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var route = _routes.GetValueOrDefault(LastSegment(http.Request.Path));
        var form = ReplyForm.Guess(http.Request.Headers.UserAgent);
        var reply = route is null ? Nothing(http.Request.Path) : await AnswerAsync(http, route, form);
        var name = route?.Name ?? "none";
        DeviceHttpMetrics.Answered(name, reply.IsNone ? null : reply.Code);
        DeviceHttpLog.Answered(_log, name, reply);
        try
        {
            using var late = new CancellationTokenSource(_limits.AnswerTimeMax, _time);
            await reply.SendAsync(http, form.Form, late.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            http.Abort();
            DeviceHttpLog.TerminalGone(_log, name);
        }
        finally
        {
            http.Features.Get<LineHold>()?.Answered();
        }
    }

    /// <summary>A terminal with a slip in its address gets what it can read (D29), anybody else a 404.</summary>
    private static TerminalReply Nothing(PathString path) =>
        path.Value?.Contains(Service, StringComparison.OrdinalIgnoreCase) == true ? NoRoute : NoRoute.WithStatus(StatusCodes.Status404NotFound);

    /// <summary>Any prefix will do: vendors use several, the specification itself two (field notes).</summary>
    private static string LastSegment(PathString path)
    {
        var text = (path.Value ?? "").AsSpan().TrimEnd("/ ");
        return text[(text.LastIndexOf('/') + 1)..].Trim().ToString();
    }

    private async Task<TerminalReply> AnswerAsync(HttpContext http, IDeviceRoute route, ReplyForm form)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsPost(http.Request.Method))
            return route.RefuseMethod();

        var lengthMax = route.Streamed is not null ? _limits.UploadLengthMax : route.IsUpload ? _limits.BodyLengthMax : _limits.PollLengthMax;
        using var body = new FormBody(http, route.Streamed, lengthMax, route.IsUpload ? _uploads : _polls, _limits, _time);
        try
        {
            return await AnswerAsync(http, route, body, form);
        }
        catch (RequestRefusedException refused)
        {
            DeviceHttpLog.Refused(_log, route.Name, refused.Message);
            return route.Refuse(refused.Word, refused.Message);
        }
        catch (Exception unavailable) when (unavailable is AskTimeoutException or DeviceDirectoryUnavailableException or TimeoutException)
        {
            DeviceHttpLog.Unavailable(_log, route.Name, unavailable.GetType().Name);
            return route.Refuse(ReplyWord.Busy, "the gateway cannot answer now");
        }
#pragma warning disable CA1031 // Whatever failed is logged and counted; the terminal gets an answer in its own form, or none, but never a 500.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            DeviceHttpLog.Failed(_log, failure, route.Name);
            return route.Refuse(ReplyWord.Busy, "the gateway cannot answer now");
        }
    }

    private async Task<TerminalReply> AnswerAsync(HttpContext http, IDeviceRoute route, FormBody body, ReplyForm form)
    {
        if (route.Streamed is null)
        {
            while (await body.ReadAsync())
            {
            }
        }

        var connection = http.Features.Get<IHttpConnectionFeature>();
        var remote = connection?.RemoteIpAddress is { } address ? new System.Net.IPEndPoint(address, connection.RemotePort).ToString() : "";
        var request = new TerminalRequest(body, remote, _time.GetUtcNow())
        {
            Route = route.Name,
            Length = http.Request.ContentLength ?? http.Request.QueryString.Value?.Length ?? 0,
            Form = form,
            RemoteAddress = connection?.RemoteIpAddress,
            Holds = http.Response.RegisterForDispose,
        };
        using var place = route.Streamed is null ? await body.EnterAsync(body.Parameters.Text("sn")) : null;
        var reply = await route.AnswerAsync(request);
        if (request.Terminal is { Device.IsCertifying: true } && _trials is not null) reply = _trials.Tried(route.Name, request, reply);
        Observe(route.Name, request, reply);
        return reply;
    }

    /// <summary>Of known terminals.</summary>
    private void Observe(string route, TerminalRequest request, TerminalReply reply)
    {
        if (_traffic is not { IsIdle: false } || request.Terminal is not { } terminal) return;
        var length = request.ContentLength;
        var unread = request.KeyNote is { } key ? $"{TrafficNote.NotDecrypted}: {key}" : TrafficNote.NotDecrypted;
        var note = length > ObservedRequest.ContentLengthMax ? TrafficNote.TooLong : length > 0 && request.Plain is null ? unread : null;
        _traffic.Request(new ObservedRequest(
            terminal.Device.Sn, request.At, request.Remote, route, ReferenceEquals(reply, TerminalReply.Idle), note is null ? request.Plain : default, note,
            reply.IsNone ? null : reply.Code, reply.Message)
        {
            Feedback = HttpTrials.Feedback(route, request),
            FeedbackText = HttpTrials.FeedbackText(route, request),
        });
    }
}
