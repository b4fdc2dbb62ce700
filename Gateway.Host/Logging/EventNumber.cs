using Serilog.Core;
using Serilog.Events;

namespace Gateway.Host.Logging;

/// <summary>Gives each line the number of its event (docs/operators.md), 0 when it has none, in place of the structure that the logging bridge makes of it.</summary>
internal sealed class EventNumber : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        var number = logEvent.Properties.TryGetValue("EventId", out var value) && value is StructureValue { Properties: [{ Value: ScalarValue { Value: int id } }, ..] } ? id : 0;
        logEvent.RemovePropertyIfPresent("EventId");
        logEvent.AddOrUpdateProperty(propertyFactory.CreateProperty("Event", number));
    }
}
