using Gateway.Actors.Nodes;
using Gateway.Actors.Tracing;
using Gateway.Host.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Host.Logging;

/// <summary>Sends sampled traces to a collector. One that is away costs nothing but the traces: the queue is bounded, and what does not fit is dropped.</summary>
internal static class TraceExport
{
    /// <summary>Spans that may wait for the collector.</summary>
    private const int QueueMax = 2048;

    private const int AnswerWithinMilliseconds = 10_000;

    public static void AddTraceExport(this IServiceCollection services, GatewayOptions options)
    {
        if (options.Telemetry is not { } telemetry) return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                "gateway", serviceVersion: GatewayVersion.Text, serviceInstanceId: $"{options.Cluster.Hostname}:{options.Cluster.Port}"))
            .WithTracing(tracing => tracing
                .AddSource(GatewaySpans.SourceName)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(telemetry.TraceRatio)))
                .AddOtlpExporter(exporter =>
                {
                    exporter.Endpoint = telemetry.Http ? new Uri(telemetry.OtlpEndpoint, "v1/traces") : telemetry.OtlpEndpoint;
                    exporter.Protocol = telemetry.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                    exporter.TimeoutMilliseconds = AnswerWithinMilliseconds;
                    exporter.ExportProcessorType = ExportProcessorType.Batch;
                    exporter.BatchExportProcessorOptions = new BatchExportActivityProcessorOptions { MaxQueueSize = QueueMax };
                }));
    }
}
